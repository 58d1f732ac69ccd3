import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Cursor, ExportPage } from '../app/holding.ts';
import type { ItemsPlace } from './spec.ts';

export interface ExportFrom {
  readonly cursor?: Cursor | undefined;
  /** Items of one page. @default 1,000, and no more than 1 MB: a page is in memory several times while it is written */
  readonly limit?: number;
}

/** An account's items as an export has them, page by page. */
export async function* exportedItems(
  documents: DynamoDBDocumentClient,
  { table, key, index }: ItemsPlace,
  accountId: string,
  { cursor: from, limit = 1_000 }: ExportFrom,
): AsyncGenerator<ExportPage, void> {
  for (let cursor = from, more = true; more; more = cursor !== undefined) {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: table,
        ...(index ? { IndexName: index.name } : { ConsistentRead: true }),
        KeyConditionExpression: '#account = :account',
        ExpressionAttributeNames: { '#account': index?.partition ?? key.partition },
        ExpressionAttributeValues: { ':account': { S: accountId } },
        Limit: limit,
        // As DynamoDB wrote it: so it goes back, to the last digit.
        ExclusiveStartKey: cursor as Record<string, AttributeValue> | undefined,
      }),
    );
    cursor = LastEvaluatedKey as Cursor | undefined;
    yield { records: Items.map(plainItem), cursor };
  }
}

const plainItem = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

/** A value as JSON has it, and nothing of it lost: DynamoDB's numbers have up to 38 digits. */
function plain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return exact(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return plainItem(value.M);
  if (value.L !== undefined) return value.L.map(plain);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(exact);
  if (value.B !== undefined) return base64(value.B);
  if (value.BS !== undefined) return value.BS.map(base64);
  return null;
}

const exact = (digits: string): number | string => (String(Number(digits)) === digits ? Number(digits) : digits);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
