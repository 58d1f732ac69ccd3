import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Cursor, Look } from '../app/holding.ts';
import type { ItemsPlace } from '../holdings/spec.ts';

/** A look goes on only while it has so much time left, milliseconds: one page takes far less. */
export const MARGIN = 5_000;

/** How many items an account has in a table, or in the index that has them by account; none is to be left. */
export function items(documents: DynamoDBDocumentClient, { table, key, index }: ItemsPlace): Look {
  return async (accountId, { cursor, timeLeft }) => {
    let held = 0;
    for (let at = cursor; ; ) {
      const { Count, LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: table,
          ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
          Select: 'COUNT',
          KeyConditionExpression: '#account = :account',
          ExpressionAttributeNames: { '#account': index?.partition ?? key.partition },
          ExpressionAttributeValues: { ':account': accountId },
          ExclusiveStartKey: at,
        }),
      );
      held += Count ?? 0;
      at = LastEvaluatedKey as Cursor | undefined;
      if (!at) return { held, left: held };
      if (timeLeft() < MARGIN) return { held, left: held, cursor: at };
    }
  };
}
