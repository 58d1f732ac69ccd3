import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Cursor, Erased, Holding, Slice } from '../app/holding.ts';
import { MINUTE } from '../domain/time.ts';
import { exportedItems } from './exported-items.ts';
import { type ItemsTable, itemsTable } from './items-table.ts';
import type { ItemsPlace, Suspension } from './spec.ts';

/** A slice stops when its process has less than this left, milliseconds. */
const MARGIN = MINUTE;
/** Items of one page: the time is looked at between pages. */
const PAGE = 1_000;
/** The attribute that marks an item as suspended by us. */
const MARK = 'suspendedByAccountDeletion';

/** What of a spec this kind goes by; those of other kinds that keep items have it too. */
type Spec = ItemsPlace & Pick<Holding, 'name' | 'outcome'> & { readonly suspension?: Suspension };

/** DynamoDB items: every verb for them, and what other kinds that keep items inherit. */
export function items(documents: DynamoDBDocumentClient, spec: Spec): Holding {
  const table = itemsTable(documents, spec);
  const { suspend, resume } = suspension(table, spec.suspension);
  return {
    name: spec.name,
    outcome: spec.outcome,
    async count(accountId, most) {
      const count = await table.count(accountId, most);
      return count > most ? { count: most, atLeast: true } : { count };
    },
    export: (accountId, cursor) => exportedItems(documents, spec, accountId, { cursor }),
    suspend,
    resume,
    ...(spec.outcome === 'terminate' && { fence: suspend }),
    erase: (accountId, slice) => inSlices(table.keys(accountId, slice), slice, table.delete),
  };
}

/** Pages of a query that go on where the last slice stopped. */
export const from = ({ cursor }: Slice, page = PAGE) => ({ Limit: page, ...(cursor && { ExclusiveStartKey: cursor }) });

/** Takes page after page while there is time, and reads the next meanwhile; where it stops, the next slice goes on. */
export async function inSlices<I>(
  pages: AsyncIterator<{ items: I[]; cursor: Cursor | undefined }>,
  slice: Slice,
  take: (items: I[]) => Promise<void>,
): Promise<Erased> {
  let erased = 0;
  for (let page = await pages.next(); !page.done; ) {
    const { items, cursor } = page.value;
    if (cursor && slice.timeLeft() < MARGIN) {
      await take(items);
      return { erased: erased + items.length, cursor };
    }
    [page] = await Promise.all([pages.next(), take(items)]);
    erased += items.length;
  }
  return { erased };
}

/** Switches running items off, and on again those that it switched off and nobody touched since. */
function suspension(table: ItemsTable, how: Suspension | undefined): Pick<Holding, 'suspend' | 'resume'> {
  if (!how) return { suspend: nothing, resume: nothing };
  const names = { '#attribute': how.attribute, '#mark': MARK };
  const all = async (accountId: string, [from, to]: [string, string], { marked }: { marked: boolean }) => {
    const condition = `#attribute = :from AND attribute_${marked ? '' : 'not_'}exists(#mark)`;
    const filter = { FilterExpression: condition, ExpressionAttributeNames: names };
    for await (const page of table.pages(accountId, { ...filter, ExpressionAttributeValues: { ':from': from } })) {
      for (const item of page.items) {
        await table.update(item, {
          UpdateExpression: `SET #attribute = :to${marked ? ' REMOVE #mark' : ', #mark = :mark'}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':from': from, ':to': to, ...(!marked && { ':mark': true }) },
        });
      }
    }
  };
  return {
    suspend: (accountId) => all(accountId, [how.running, how.suspended], { marked: false }),
    resume: (accountId) => all(accountId, [how.suspended, how.running], { marked: true }),
  };
}

const nothing = async (): Promise<void> => {};
