import type { ItemsPlace } from '../lambdas/holdings/spec.ts';
import type { Fields } from './demo-records.ts';
import type { DynamoDb } from './services/dynamodb.ts';

type Calls = Pick<DynamoDb, 'call'>;
type AttributeValue = { readonly S: string } | { readonly N: string } | { readonly BOOL: boolean };

/** Batches of one table that are under way at a time. */
const SIDE_BY_SIDE = 4;
const BATCH = 25;

/** Creates the tables that the places are in. */
export async function createTables(
  { createTable }: Pick<DynamoDb, 'createTable'>,
  places: readonly ItemsPlace[],
): Promise<void> {
  const byTable = Map.groupBy(places, ({ table }) => table);
  await Promise.all([...byTable].map(([table, sharing]) => createTable(tableOf(table, sharing))));
}

/** CreateTable's input for a table that one holding or several lie in. */
function tableOf(TableName: string, places: readonly ItemsPlace[]): Record<string, unknown> {
  const { partition, sort } = places[0]!.key;
  const indexes = new Map(places.flatMap(({ index }) => (index ? [[index.name, index.partition]] : [])));
  const names = new Set([partition, ...(sort ? [sort] : []), ...indexes.values()]);
  const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
  const secondary = [...indexes].map(([IndexName, attribute]) => ({
    IndexName,
    KeySchema: [hash(attribute)],
    Projection: { ProjectionType: 'ALL' },
  }));
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [hash(partition), ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' }] : [])],
    ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
  };
}

/** Writes records into a table, straight to the engine. */
export async function fill({ call }: Calls, table: string, records: Iterable<Fields>): Promise<void> {
  const batches = inBatches(records);
  const worker = async () => {
    for (const batch of batches) {
      const puts = batch.map((record) => ({ PutRequest: { Item: marshalled(record) } }));
      await call('BatchWriteItem', { RequestItems: { [table]: puts } });
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

/** The values of one attribute among an account's records in a table. */
export async function valuesOf(
  { call }: Calls,
  { table, key, index }: ItemsPlace,
  accountId: string,
  attribute: string,
): Promise<Set<string>> {
  const { Items } = await call<{ Items: Record<string, { S?: string }>[] }>('Query', {
    TableName: table,
    ...(index && { IndexName: index.name }),
    KeyConditionExpression: '#account = :account',
    ExpressionAttributeNames: { '#account': index?.partition ?? key.partition },
    ExpressionAttributeValues: { ':account': { S: accountId } },
  });
  return new Set(Items.map((item) => item[attribute]?.S ?? ''));
}

function* inBatches(records: Iterable<Fields>): Generator<Fields[]> {
  let batch: Fields[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const marshalled = (record: Fields): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, attributeValue(value)]));

function attributeValue(value: Fields[string]): AttributeValue {
  if (typeof value === 'string') return { S: value };
  return typeof value === 'number' ? { N: String(value) } : { BOOL: value };
}
