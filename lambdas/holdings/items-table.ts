import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { pause } from '../adapters/system.ts';
import type { Cursor } from '../app/ports.ts';
import type { ItemsPlace } from './spec.ts';

export type Item = Readonly<Record<string, unknown>>;
type Write = { readonly PutRequest: { readonly Item: Item } } | { readonly DeleteRequest: { readonly Key: Item } };

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

    /** Reads keys alone. */
    keysOnly: {
      ProjectionExpression: keyNames.map((_, n) => `#key${n}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(keyNames.map((name, n) => [`#key${n}`, name])),
    },

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

    /** Writes them all; what the table had no capacity for is sent again after a pause. */
    async write(writes: readonly Write[]): Promise<void> {
      const batches = Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, n) =>
        writes.slice(n * BATCH, (n + 1) * BATCH),
      );
      const worker = async () => {
        for (let batch = batches.pop(); batch; batch = batches.pop()) await writeBatch(documents, table, batch);
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    },

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

async function writeBatch(documents: DynamoDBDocumentClient, table: string, batch: readonly Write[]): Promise<void> {
  let rest: Record<string, Write[]> | undefined = { [table]: [...batch] };
  for (let tries = 1; ; tries++) {
    // The SDK's own type of unprocessed writes is looser than what it returns: the very ones that were sent.
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: rest }));
    rest = UnprocessedItems as typeof rest;
    if (!rest?.[table]?.length) return;
    await pause(Math.min(LONGEST_PAUSE, 50 * 2 ** tries));
  }
}
