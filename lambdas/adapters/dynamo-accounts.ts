import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  paginateQuery,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Accounts } from '../app/ports.ts';
import type { Account, AwaitingConfirmation } from '../domain/account.ts';
import { SECOND } from '../domain/time.ts';
import { accountItem, type Item, OWED_PARTITION, OWED_PREFIX, partitionOf, plain, read } from './stored-account.ts';
import { pause } from './system.ts';

/** Tries before a change gives up; each but the last can only fail because somebody else's succeeded. */
const TRIES = 50;
/** The longest pause between two tries, milliseconds. */
const LONGEST_PAUSE = 100;

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Accounts in DynamoDB: one partition each, and compare-and-set on the `rev` of its ACCOUNT item. */
export function dynamoAccounts(documents: DynamoDBDocumentClient, TableName: string): Accounts {
  const load = async (accountId: string): Promise<Account> => {
    const items: Item[] = [];
    const query = {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitionOf(accountId) },
    };
    for await (const page of paginateQuery({ client: documents }, query)) items.push(...((page.Items ?? []) as Item[]));
    return read(accountId, items);
  };

  const transact = async (writes: Write[]): Promise<boolean> => {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isOvertaken(error)) return false;
      throw error;
    }
  };

  const save = (before: Account, after: Account): Promise<boolean> => {
    const pk = partitionOf(before.accountId);
    const rev = before.rev + 1;
    const kept = new Set(after.owed.map(({ id }) => id));
    const fresh = after.owed.filter(({ id }) => id === undefined);
    return transact([
      { Put: { TableName, Item: { ...accountItem({ ...after, rev }) }, ...asLoaded(before) } },
      ...requestWrites(TableName, before, after),
      ...before.owed
        .filter(({ id }) => !kept.has(id))
        .map(({ id: sk }) => ({ Delete: { TableName, Key: { pk, sk } } })),
      ...fresh.map((owed, index) => {
        const dueAt = owed.dueAt.toISOString();
        const sk = `${OWED_PREFIX}${owed.kind}#${dueAt}#${rev}-${index}`;
        return { Put: { TableName, Item: { ...(plain(owed) as object), pk, sk, owed: OWED_PARTITION } } };
      }),
    ]);
  };

  return {
    load,
    async change(accountId, decide) {
      for (let tries = 1; ; tries++) {
        const before = await load(accountId);
        const after = decide(before);
        if (after === before || (await save(before, after))) return after;
        if (tries === TRIES) throw new Error(`still overtaken after ${TRIES} tries`);
        await pause(Math.min(LONGEST_PAUSE, 2 ** tries));
      }
    },
    settle({ accountId, rev }, done) {
      const pk = partitionOf(accountId);
      const unchanged = { TableName, Key: { pk, sk: 'ACCOUNT' }, ...asLoaded({ rev }) };
      return transact([
        { ConditionCheck: unchanged },
        ...done.map(({ id: sk }) => ({ Delete: { TableName, Key: { pk, sk } } })),
      ]);
    },
  };
}

/** Holds if the account is still at the revision that was loaded. */
const asLoaded = ({ rev }: Pick<Account, 'rev'>) =>
  rev === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': rev } };

/** Keeps REQUEST in step: it goes with the request, or DynamoDB sweeps it after the link's end. */
function requestWrites(TableName: string, before: Account, after: Account): Write[] {
  const [was, is] = [waiting(before), waiting(after)];
  const Key = { pk: partitionOf(before.accountId), sk: 'REQUEST' };
  if (is?.mail && is.mail !== was?.mail) {
    const expiresAt = Math.ceil(is.confirmBy.getTime() / SECOND);
    return [{ Put: { TableName, Item: { ...Key, ...is.mail, expiresAt } } }];
  }
  return was && !is ? [{ Delete: { TableName, Key } }] : [];
}

const waiting = (account: Account): AwaitingConfirmation | null =>
  account.status !== 'deleted' && account.deletion?.state === 'awaiting-confirmation' ? account.deletion : null;

const OVERTAKEN = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** Whether a transaction failed because others wrote, and for no other reason. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? [{ Code: 'unknown' }]).every(({ Code }) => OVERTAKEN.has(Code ?? 'None'));
