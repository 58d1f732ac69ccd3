import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Cursor, Look } from '../app/holding.ts';
import type { RetainedSpec } from '../holdings/spec.ts';
import { MARGIN } from './items.ts';

/** What a record says of its own retention; both are written when it is stripped. */
const MARKS = ['retainedFor', 'retainedUntil'];

/** How many records are kept, and how many of them are not stripped to what their ground covers. */
export function retained(documents: DynamoDBDocumentClient, { table, key, index, keep }: RetainedSpec): Look {
  const own = [key.partition, ...(key.sort ? [key.sort] : []), ...(index ? [index.partition] : [])];
  const may = new Set([...own, ...keep, ...MARKS]);
  const isStripped = (item: Record<string, unknown>) =>
    MARKS.every((mark) => mark in item) && Object.keys(item).every((name) => may.has(name));
  return async (accountId, { cursor, timeLeft }) => {
    const found = { held: 0, left: 0 };
    for (let at = cursor; ; ) {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: table,
          ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
          KeyConditionExpression: '#account = :account',
          ExpressionAttributeNames: { '#account': index?.partition ?? key.partition },
          ExpressionAttributeValues: { ':account': accountId },
          ExclusiveStartKey: at,
        }),
      );
      found.held += Items.length;
      found.left += Items.filter((item) => !isStripped(item)).length;
      at = LastEvaluatedKey as Cursor | undefined;
      if (!at) return found;
      if (timeLeft() < MARGIN) return { ...found, cursor: at };
    }
  };
}
