import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const TABLE = 'records';
/** DynamoDB takes so many writes in one batch. */
export const BATCH = 25;

export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });

export async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['accountId', 'id'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'accountId', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    }),
  );
}

/** Puts so many records of about 200 bytes into one account. */
export async function fill(client: DynamoDBClient, accountId: string, records: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < records) {
      const from = next;
      next += BATCH;
      const puts = Array.from({ length: Math.min(BATCH, records - from) }, (_, n) => ({
        PutRequest: { Item: item(accountId, from + n) },
      }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: puts } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

const item = (accountId: string, n: number) => ({
  accountId: { S: accountId },
  id: { S: `record-${String(n).padStart(9, '0')}` },
  name: { S: `Person ${n}` },
  note: { S: 'asked to be called again in the afternoon, if possible before five'.repeat(2) },
});
