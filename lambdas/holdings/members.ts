import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Members } from '../app/ports.ts';
import { itemsTable } from './items-table.ts';
import type { MembersSpec } from './spec.ts';

/** The account's users, read from where the data map says that they are kept. */
export function members(documents: DynamoDBDocumentClient, spec: MembersSpec | undefined): Members {
  if (!spec) return { ownerAddress: async () => null, async *others() {} };
  const table = itemsTable(documents, spec);
  const { role, email } = spec.user;
  const whoseRole = (comparison: '=' | '<>') => ({
    FilterExpression: `#role ${comparison} :owner`,
    ExpressionAttributeNames: { '#role': role },
    ExpressionAttributeValues: { ':owner': 'owner' },
  });
  return {
    async ownerAddress(accountId) {
      for await (const { items } of table.pages(accountId, whoseRole('='))) {
        const address = items[0]?.[email];
        if (typeof address === 'string') return address;
      }
      return null;
    },
    async *others(accountId, cursor) {
      const after = cursor && { ExclusiveStartKey: cursor };
      for await (const { items } of table.pages(accountId, { ...whoseRole('<>'), ...after })) {
        for (const item of items) {
          const address = item[email];
          const place = { ...table.Key(item), ...(spec.index && { [spec.index.partition]: accountId }) };
          if (typeof address === 'string') yield { address, cursor: place };
        }
      }
    },
  };
}
