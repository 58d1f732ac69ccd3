import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DueItems, OwedKey } from '../app/ports.ts';
import { accountIdOf, OWED_PARTITION } from './stored-account.ts';

/** What is owed and due, from the sparse index. */
export const dynamoDueItems =
  (documents: DynamoDBDocumentClient, TableName: string, IndexName: string): DueItems =>
  async (now, most) => {
    const keys: OwedKey[] = [];
    const query = {
      TableName,
      IndexName,
      Limit: most,
      KeyConditionExpression: 'owed = :owed AND dueAt <= :now',
      ExpressionAttributeValues: { ':owed': OWED_PARTITION, ':now': now.toISOString() },
    };
    for await (const { Items } of paginateQuery({ client: documents }, query)) {
      keys.push(...(Items ?? []).map(({ pk, sk }) => ({ accountId: accountIdOf(pk), id: sk })));
      if (keys.length >= most) break;
    }
    return keys.slice(0, most);
  };
