import type { ItemsPlace } from '../lambdas/holdings/spec.ts';
import type { Fields } from './demo-records.ts';
import type { DynamoDb } from './services/dynamodb.ts';

type Calls = Pick<DynamoDb, 'call'>;
type AttributeValue = { readonly S: string } | { readonly N: string } | { readonly BOOL: boolean };

/** Batches of one table that are under way at a time. */
const SIDE_BY_SIDE = 4;
const BATCH = 25;

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
