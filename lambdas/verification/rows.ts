import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Cursor, Found, Look } from '../app/holding.ts';
import type { ItemsPlace } from '../holdings/spec.ts';
import { MARGIN } from './items.ts';

/** Rows of one page: a service is asked about each. */
const PAGE = 50;

/** What one row stands for. */
type Stands = Omit<Found, 'cursor'>;

/** Looks at an account's rows one by one, and adds up what each stands for. */
export function rows(
  documents: DynamoDBDocumentClient,
  { table, key, index }: ItemsPlace,
  standsFor: (row: Readonly<Record<string, unknown>>, accountId: string) => Promise<Stands>,
): Look {
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
          Limit: PAGE,
          ExclusiveStartKey: at,
        }),
      );
      for (const row of Items) {
        const { held, left } = await standsFor(row, accountId);
        found.held += held;
        found.left += left;
      }
      at = LastEvaluatedKey as Cursor | undefined;
      if (!at) return found;
      if (timeLeft() < MARGIN) return { ...found, cursor: at };
    }
  };
}
