import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  paginateQuery,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Accounts } from '../app/ports.ts';
import type { Account, AwaitingConfirmation } from '../domain/account.ts';
import type { Owed } from '../domain/owed.ts';
import { SECOND } from '../domain/time.ts';
import { accountItem, type Item, OWED_PREFIX, owedItem, partitionOf, plain, read } from './stored-account.ts';
import { exportKey, exportsOf } from './stored-export.ts';
import { PAUSE_KEY } from './stored-pause.ts';
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

  const transact = async (writes: Write[]): Promise<Outcome> => {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: writes }));
      return 'done';
    } catch (error) {
      return outcomeOf(error, writes);
    }
  };

  const save = (before: Account, after: Account, unlessPaused: boolean): Promise<Outcome> => {
    const pk = partitionOf(before.accountId);
    return transact([
      ...(unlessPaused ? [notPaused(TableName)] : []),
      { Put: { TableName, Item: accountItem(after), ...asLoaded(before) } },
      ...requestWrites(TableName, before, after),
      ...exportWrites(TableName, before, after),
      ...without(before.owed, after.owed).map(({ id: sk }) => ({ Delete: { TableName, Key: { pk, sk } } })),
      ...without(after.owed, before.owed).map((each) => ({
        Put: { TableName, Item: owedItem(after.accountId, each) },
      })),
    ]);
  };

  return {
    load,
    async change(accountId, decide, known, when) {
      for (let tries = 1; ; tries++) {
        const before = tries === 1 && known ? known : await load(accountId);
        const decided = decide(before);
        if (decided === before) return decided;
        const after = nextRevision(before, decided);
        const outcome = await save(before, after, when?.unlessPaused === true);
        if (outcome === 'done') return after;
        if (outcome === 'paused') return before as typeof decided;
        if (tries === TRIES) throw new Error(`still overtaken after ${TRIES} tries`);
        await pause(Math.min(LONGEST_PAUSE, 2 ** tries));
      }
    },
    async settle({ accountId, rev }, done) {
      const pk = partitionOf(accountId);
      const unchanged = { TableName, Key: { pk, sk: 'ACCOUNT' }, ...asLoaded({ rev }) };
      const outcome = await transact([
        { ConditionCheck: unchanged },
        ...done.map(({ id: sk }) => ({ Delete: { TableName, Key: { pk, sk } } })),
      ]);
      return outcome === 'done';
    },
  };
}

/** The account as it will be stored: one revision on, and every owed item with its key. */
function nextRevision<A extends Account>(before: Account, decided: A): A {
  const rev = before.rev + 1;
  const owed = decided.owed.map((item, index) =>
    item.id === undefined
      ? { ...item, id: `${OWED_PREFIX}${item.kind}#${item.dueAt.toISOString()}#${rev}-${index}` }
      : item,
  );
  return { ...decided, rev, owed };
}

/** Of what is owed, that which is not among the others. */
const without = (owed: readonly Owed[], others: readonly Owed[]) =>
  owed.filter(({ id }) => !others.some((other) => other.id === id));

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

/** Keeps the exports in step; what is the very object that was loaded is stored already. */
function exportWrites(TableName: string, before: Account, after: Account): Write[] {
  const pk = partitionOf(before.accountId);
  const [had, has] = [exportsOf(before), exportsOf(after)];
  const gone = had.filter(({ exportId }) => !has.some((each) => each.exportId === exportId));
  return [
    ...gone.map((each) => ({ Delete: { TableName, Key: { pk, sk: exportKey(each) } } })),
    ...has
      .filter((each) => !had.includes(each))
      .map((each) => ({ Put: { TableName, Item: { ...(plain(each) as object), pk, sk: exportKey(each) } } })),
  ];
}

const waiting = (account: Account): AwaitingConfirmation | null =>
  account.status !== 'deleted' && account.deletion?.state === 'awaiting-confirmation' ? account.deletion : null;

type Outcome = 'done' | 'overtaken' | 'paused';

const OVERTAKEN = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);

/** What a transaction came to that failed because others wrote. @throws it, if it failed for any other reason */
function outcomeOf(error: unknown, writes: readonly Write[]): Outcome {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  const codes = reasons.map(({ Code = 'None' }) => Code);
  if (codes.length === 0 || !codes.every((code) => OVERTAKEN.has(code))) throw error;
  const isPaused = codes.some((code, index) => code === 'ConditionalCheckFailed' && isPauseCheck(writes[index]));
  return isPaused ? 'paused' : 'overtaken';
}

/** Holds as long as no operator has paused all purges. */
const notPaused = (TableName: string): Write => ({
  ConditionCheck: { TableName, Key: PAUSE_KEY, ConditionExpression: 'attribute_not_exists(pk)' },
});

const isPauseCheck = (write: Write | undefined): boolean => write?.ConditionCheck?.Key === PAUSE_KEY;
