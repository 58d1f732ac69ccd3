import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  QueryCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { pause } from '../adapters/system.ts';
import type { Cursor, Slice } from '../app/holding.ts';
import type { ItemsPlace } from './spec.ts';

export type Item = Readonly<Record<string, unknown>>;
type Write = { readonly PutRequest: { readonly Item: Item } } | { readonly DeleteRequest: { readonly Key: Item } };
/** A key as DynamoDB writes it: as it came, so it goes back, to the last digit. */
type Key = Record<string, AttributeValue>;

/** DynamoDB takes so many writes in one batch. */
const BATCH = 25;
/** Batches of one page that are under way at a time. */
const SIDE_BY_SIDE = 8;
/** The longest pause before writes that the table had no capacity for are sent again, milliseconds. */
const LONGEST_PAUSE = 5_000;

/** One account's items in one table: what the verbs of several kinds are made of. */
export function itemsTable(documents: DynamoDBDocumentClient, { table, key, index }: ItemsPlace) {
  const keyNames = [key.partition, ...(key.sort ? [key.sort] : [])];
  const Key = (item: Item): Item => Object.fromEntries(keyNames.map((name) => [name, item[name]]));

  const query = (accountId: string, more: Partial<QueryCommandInput> = {}): QueryCommandInput => ({
    TableName: table,
    ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
    KeyConditionExpression: '#account = :account',
    ...more,
    ExpressionAttributeNames: { '#account': index?.partition ?? key.partition, ...more.ExpressionAttributeNames },
    ExpressionAttributeValues: { ':account': accountId, ...more.ExpressionAttributeValues },
  });

  async function* pages(accountId: string, more?: Partial<QueryCommandInput>) {
    for await (const { Items, Count, LastEvaluatedKey } of paginateQuery({ client: documents }, query(accountId, more)))
      yield { items: (Items ?? []) as Item[], count: Count ?? 0, cursor: LastEvaluatedKey as Cursor | undefined };
  }

  return {
    Key,
    pages,

    /** The keys of all that the account has here, page by page, from where the slice begins. */
    async *keys(accountId: string, { cursor }: Slice) {
      const keysOnly = {
        ProjectionExpression: keyNames.map((_, n) => `#key${n}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(keyNames.map((name, n) => [`#key${n}`, name])),
      };
      const input = {
        ...query(accountId, keysOnly),
        ExpressionAttributeValues: { ':account': { S: accountId } },
      };
      for (let from = cursor as Key | undefined, more = true; more; more = from !== undefined) {
        const page = await documents.send(new QueryCommand({ ...input, ExclusiveStartKey: from }));
        from = page.LastEvaluatedKey;
        yield { items: page.Items ?? [], cursor: from as Cursor | undefined };
      }
    },

    /** Deletes all items with these keys. */
    delete: (keys: readonly Key[]) =>
      inBatches(keys, (batch) =>
        untilTaken(
          batch.map((Key): WriteRequest => ({ DeleteRequest: { Key } })),
          async (rest) => {
            const answer = await documents.send(new BatchWriteItemCommand({ RequestItems: { [table]: rest } }));
            return answer.UnprocessedItems?.[table];
          },
        ),
      ),

    /** Counts, and stops once there are more than `most`. */
    async count(accountId: string, most = Number.POSITIVE_INFINITY): Promise<number> {
      let count = 0;
      const limit = Number.isFinite(most) ? { Limit: most + 1 } : {};
      for await (const page of pages(accountId, { Select: 'COUNT', ...limit })) {
        count += page.count;
        if (count > most) break;
      }
      return count;
    },

    /** Writes them all. */
    write: (writes: readonly Write[]) =>
      inBatches(writes, (batch) =>
        untilTaken(batch, async (rest) => {
          const answer = await documents.send(new BatchWriteCommand({ RequestItems: { [table]: rest } }));
          // The SDK's own type of unprocessed writes is looser than what it returns: the very ones that were sent.
          return answer.UnprocessedItems?.[table] as Write[] | undefined;
        }),
      ),

    /** Updates one item if the condition holds; if it does not, there is nothing to do. */
    async update(item: Item, update: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<void> {
      try {
        await documents.send(new UpdateCommand({ TableName: table, Key: Key(item), ...update }));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

export type ItemsTable = ReturnType<typeof itemsTable>;

/** Takes the batches some at a time. */
async function inBatches<T>(all: readonly T[], take: (batch: T[]) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next; at < all.length; at = next) {
      next += BATCH;
      await take(all.slice(at, at + BATCH));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

/** What the table had no capacity for comes back inside an answer of 200: it is sent again after a pause. */
async function untilTaken<T>(batch: T[], send: (rest: T[]) => Promise<T[] | undefined>): Promise<void> {
  let rest: T[] | undefined = batch;
  for (let tries = 1; ; tries++) {
    rest = await send(rest);
    if (!rest?.length) return;
    await pause(Math.min(LONGEST_PAUSE, 50 * 2 ** tries));
  }
}
