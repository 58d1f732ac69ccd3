import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { PurgesDue } from '../app/brake.ts';
import type { DueItem, DueItems } from '../app/ports.ts';
import type { Owed } from '../domain/owed.ts';
import { accountIdOf, kindOf, LINES } from './stored-account.ts';

/** Owed items in one batch. */
const BATCH = 1_000;

/** What is owed and due, from the sparse index. */
export const dynamoDueItems = (documents: DynamoDBDocumentClient, TableName: string, IndexName: string): DueItems => {
  async function* at(place: string, moment: Date) {
    const query = {
      TableName,
      IndexName,
      Limit: BATCH,
      KeyConditionExpression: 'owed = :place AND dueAt <= :moment',
      ExpressionAttributeValues: { ':place': place, ':moment': moment.toISOString() },
    };
    for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
      if (Items.length > 0) yield Items.map(dueItem);
    }
  }
  return (line, moment) => LINES[line].map((place) => at(place, moment));
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
      KeyConditionExpression: 'owed = :purges AND dueAt BETWEEN :after AND :until',
      ExpressionAttributeValues: {
        ':purges': LINES.purges[0],
        ':after': new Date(from.getTime() + 1).toISOString(),
        ':until': until.toISOString(),
      },
    };
    let count = 0;
    for await (const { Count } of paginateQuery({ client: documents }, query)) {
      count += Count ?? 0;
      if (count > most) break;
    }
    return count;
  };
