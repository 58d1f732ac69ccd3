import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Members } from '../app/ports.ts';
import { itemsTable } from './items-table.ts';
import type { MembersSpec } from './spec.ts';

/** The account's users, read from where the data map says that they are kept. */
export function members(documents: DynamoDBDocumentClient, spec: MembersSpec | undefined): Members {
  return {
    async ownerAddress(accountId) {
      if (!spec) return null;
      const { role, email } = spec.user;
      const owners = itemsTable(documents, spec).pages(accountId, {
        FilterExpression: '#role = :owner',
        ExpressionAttributeNames: { '#role': role },
        ExpressionAttributeValues: { ':owner': 'owner' },
      });
      for await (const { items } of owners) {
        const address = items[0]?.[email];
        if (typeof address === 'string') return address;
      }
      return null;
    },
  };
}
