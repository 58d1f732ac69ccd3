import type { ItemsPlace, LeftOut, RetainedSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, query } from './holding.ts';

export interface RetainedProps extends ItemsPlace, LeftOut {
  /** The attributes that stay, beside the key. */
  readonly keep: readonly string[];
  /** Why it may be kept, as the owner is told. */
  readonly ground: string;
  /** How many years from the purge. */
  readonly years: number;
  /** @default - nothing is owed */
  readonly balance?: NonNullable<RetainedSpec['balance']>;
}

/** Records that are kept, stripped to what their ground covers. */
export function retained(name: string, props: RetainedProps): Holding {
  const read = [query(props)];
  const write = [...read, onItems(props, 'dynamodb:BatchWriteItem')];
  return holding(
    { kind: 'retained', name, outcome: 'retain', ...props },
    {
      count: read,
      export: read,
      verify: read,
      erase: write,
      expire: write,
      ...(props.balance && { balance: [onItems(props, 'dynamodb:GetItem')] }),
    },
  );
}
