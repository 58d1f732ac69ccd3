import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { type Engine, startEngine } from '../../local/services/engine.ts';

/** A real engine for the tests of one file, empty at first. */
export function engine() {
  let running: Engine;
  let documents: DynamoDBDocumentClient;
  beforeAll(async () => {
    running = await startEngine();
    const client = new DynamoDBClient({
      endpoint: running.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  });
  afterAll(async () => {
    documents.destroy();
    await running.stop();
  });
  return {
    /** Where it answers, for other processes. */
    get url() {
      return running.url;
    },
    get documents() {
      return documents;
    },
    /** Creates a table of string keys; gives its name. */
    async table(
      name: string,
      key: { partition: string; sort?: string },
      ...indexes: { name: string; partition: string; sort?: string }[]
    ): Promise<string> {
      const schema = ({ partition, sort }: { partition: string; sort?: string }) => [
        { AttributeName: partition, KeyType: 'HASH' as const },
        ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' as const }] : []),
      ];
      const attributes = new Set([key, ...indexes].flatMap(({ partition, sort }) => [partition, sort ?? partition]));
      const input: CreateTableCommandInput = {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: schema(key),
        ...(indexes.length > 0 && {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: schema(index),
            Projection: { ProjectionType: 'ALL' },
          })),
        }),
      };
      await documents.send(new CreateTableCommand(input));
      return name;
    },
  };
}
