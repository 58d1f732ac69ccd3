import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { PurgesDue } from '../app/brake.ts';
import type { DueItem, DueItems } from '../app/ports.ts';
import type { Owed } from '../domain/owed.ts';
import { accountIdOf, kindOf, OWED_PARTITION, OWED_PREFIX } from './stored-account.ts';

/** What the keys of a kind of owed item begin with. */
const keysOf = (kind: string): string => `${OWED_PREFIX}${kind}#`;

/** What is owed and due, from the sparse index. */
export const dynamoDueItems =
  (documents: DynamoDBDocumentClient, TableName: string, IndexName: string): DueItems =>
  async (now, most, except) => {
    const items: DueItem[] = [];
    const query = {
      TableName,
      IndexName,
      Limit: most,
      KeyConditionExpression: 'owed = :owed AND dueAt <= :now',
      ...(except && { FilterExpression: 'NOT begins_with(sk, :except)' }),
      ExpressionAttributeValues: {
        ':owed': OWED_PARTITION,
        ':now': now.toISOString(),
        ...(except && { ':except': keysOf(except) }),
      },
    };
    for await (const { Items } of paginateQuery({ client: documents }, query)) {
      items.push(...(Items ?? []).map(dueItem));
      if (items.length >= most) break;
    }
    return items.slice(0, most);
  };

const dueItem = ({ pk, sk, dueAt }: Record<string, string>): DueItem => ({
  accountId: accountIdOf(pk!),
  id: sk!,
  kind: kindOf(sk!) as Owed['kind'],
  dueAt: new Date(dueAt!),
});

/** Counts owed purges in the sparse index. */
export const dynamoPurgesDue =
  (documents: DynamoDBDocumentClient, TableName: string, IndexName: string): PurgesDue =>
  async (from, until, most) => {
    const query = {
      TableName,
      IndexName,
      Select: 'COUNT' as const,
      KeyConditionExpression: 'owed = :owed AND dueAt BETWEEN :after AND :until',
      FilterExpression: 'begins_with(sk, :purge)',
      ExpressionAttributeValues: {
        ':owed': OWED_PARTITION,
        ':after': new Date(from.getTime() + 1).toISOString(),
        ':until': until.toISOString(),
        ':purge': keysOf('purge'),
      },
    };
    let count = 0;
    for await (const { Count } of paginateQuery({ client: documents }, query)) {
      count += Count ?? 0;
      if (count > most) break;
    }
    return count;
  };
