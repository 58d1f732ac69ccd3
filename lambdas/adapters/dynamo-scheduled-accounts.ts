import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { ScheduledAccounts } from '../app/reapply-deletions.ts';

/** The accounts with a scheduled deletion, by reading the whole table: for a restore, when nothing else can be trusted. */
export const dynamoScheduledAccounts = (documents: DynamoDBDocumentClient, TableName: string): ScheduledAccounts =>
  async function* () {
    const input = {
      TableName,
      FilterExpression: 'sk = :account AND deletion.#state = :scheduled',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':account': 'ACCOUNT', ':scheduled': 'scheduled' },
    };
    for await (const { Items = [] } of paginateScan({ client: documents }, input)) {
      yield* Items.map(({ accountId }) => String(accountId));
    }
  };
