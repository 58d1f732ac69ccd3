import type { WireResponse } from '../wire.ts';

type Item = Readonly<Record<string, unknown>>;
type Action = { readonly TableName: string; readonly Key?: Item; readonly Item?: Item };

/** Answers `TransactionConflict`, as DynamoDB does and engines do not, while another transaction holds an item. */
export interface Transactions {
  /** Runs a transaction, unless one of its items is in another that is under way. */
  run(body: Buffer, transact: () => Promise<WireResponse>): Promise<WireResponse>;
}

/** `keysOf`: the key attributes of a table. */
export function createTransactions(keysOf: (table: string) => readonly string[]): Transactions {
  const held = new Set<string>();

  function name(action: Action): string {
    const item = action.Key ?? action.Item ?? {};
    return JSON.stringify([action.TableName, ...keysOf(action.TableName).map((key) => item[key])]);
  }

  return {
    async run(body, transact) {
      const { TransactItems = [] } = JSON.parse(body.toString()) as { TransactItems?: Record<string, Action>[] };
      const names = TransactItems.flatMap((item) => Object.values(item)).map(name);
      if (names.some((one) => held.has(one))) return cancelled(names.map((one) => held.has(one)));
      for (const one of names) held.add(one);
      try {
        return await transact();
      } finally {
        for (const one of names) held.delete(one);
      }
    },
  };
}

function cancelled(conflicts: readonly boolean[]): WireResponse {
  const reasons = conflicts.map((conflict) =>
    conflict ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      CancellationReasons: reasons,
    }),
  };
}
