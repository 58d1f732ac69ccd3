import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { isStripped, stripped } from '../../guard/stripped.ts';
import type { Balance, Holding } from '../app/holding.ts';
import { retainedUntil } from '../domain/retention.ts';
import { from, inSlices, items } from './items.ts';
import { itemsTable } from './items-table.ts';
import type { RetainedSpec } from './spec.ts';

/** Records that are kept: to erase them is to strip them, and to note on each why it stays and until when. */
export function retained(documents: DynamoDBDocumentClient, spec: RetainedSpec): Holding {
  const table = itemsTable(documents, spec);
  const { ground, years } = spec;
  const keep = [...Object.keys(table.Key({})), ...(spec.index ? [spec.index.partition] : []), ...spec.keep];
  const kept = items(documents, spec);
  return {
    ...kept,
    retention: { ground, years },
    erase: (accountId, slice) => {
      const until = retainedUntil(years, slice.startedAt).toISOString();
      return inSlices(table.pages(accountId, from(slice)), slice, (records) =>
        table.write(
          records
            .filter((record) => !isStripped(record, { keep }))
            .map((record) => ({ PutRequest: { Item: stripped(record, { keep, ground, until }) } })),
        ),
      );
    },
    expire: kept.erase,
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
