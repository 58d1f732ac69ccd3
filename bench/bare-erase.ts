import { BatchWriteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { ItemsPlace } from '../lambdas/holdings/spec.ts';
import { BATCH } from './fill.ts';

/** What a loop by hand would do: pages of keys, and their deletes eight batches at a time. Gives how many there were. */
export async function bareErase(
  client: DynamoDBClient,
  { table, key, index }: ItemsPlace,
  accountId: string,
): Promise<number> {
  const names = [key.partition, ...(key.sort ? [key.sort] : [])];
  let erased = 0;
  for (let from: Record<string, never> | undefined, more = true; more; more = from !== undefined) {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
        Limit: 1_000,
        KeyConditionExpression: '#account = :id',
        ExpressionAttributeNames: {
          '#account': index?.partition ?? key.partition,
          ...Object.fromEntries(names.map((name, n) => [`#key${n}`, name])),
        },
        ExpressionAttributeValues: { ':id': { S: accountId } },
        ProjectionExpression: names.map((_, n) => `#key${n}`).join(', '),
        ExclusiveStartKey: from,
      }),
    );
    const deletes = (page.Items ?? []).map((Key) => ({ DeleteRequest: { Key } }));
    erased += deletes.length;
    const batches = Array.from({ length: Math.ceil(deletes.length / BATCH) }, (_, n) =>
      deletes.slice(n * BATCH, (n + 1) * BATCH),
    );
    const worker = async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop())
        await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    from = page.LastEvaluatedKey as typeof from;
  }
  return erased;
}
