import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Balance, Holding } from '../app/ports.ts';
import { retainedUntil } from '../domain/retention.ts';
import { from, inSlices, items } from './items.ts';
import { type Item, itemsTable } from './items-table.ts';
import type { RetainedSpec } from './spec.ts';

/** Records that are kept: to erase them is to strip them, and to note on each why it stays and until when. */
export function retained(documents: DynamoDBDocumentClient, spec: RetainedSpec): Holding {
  const table = itemsTable(documents, spec);
  const { ground, years, keep } = spec;
  const stays = new Set([...Object.keys(table.Key({})), ...keep, 'retainedFor', 'retainedUntil']);
  const isStripped = (item: Item) => 'retainedUntil' in item && Object.keys(item).every((name) => stays.has(name));
  return {
    ...items(documents, spec),
    retention: { ground, years },
    erase: (accountId, slice) => {
      const until = retainedUntil(years, slice.startedAt).toISOString();
      return inSlices(table.pages(accountId, from(slice)), slice, (records) =>
        table.write(
          records
            .filter((record) => !isStripped(record))
            .map((record) => {
              const kept = Object.entries(record).filter(([name]) => stays.has(name));
              const Item = { ...Object.fromEntries(kept), retainedFor: ground, retainedUntil: until };
              return { PutRequest: { Item } };
            }),
        ),
      );
    },
    async verify(accountId) {
      let left = 0;
      for await (const page of table.pages(accountId)) left += page.items.filter((item) => !isStripped(item)).length;
      return left;
    },
  };
}

/** What the account owes, from the one item that the map names. */
export const balance =
  (documents: DynamoDBDocumentClient, spec: RetainedSpec | undefined): Balance =>
  async (accountId) => {
    if (!spec?.balance || !spec.key.sort) return null;
    const { sort, amount, currency } = spec.balance;
    const Key = { [spec.key.partition]: accountId, [spec.key.sort]: sort };
    const { Item } = await documents.send(new GetCommand({ TableName: spec.table, Key, ConsistentRead: true }));
    return Item ? { currency: String(Item[currency]), amount: String(Item[amount]) } : null;
  };
