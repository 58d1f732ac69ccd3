import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Holding, ReleaseNumber } from '../app/holding.ts';
import { from, inSlices, items } from './items.ts';
import { itemsTable } from './items-table.ts';
import type { PhoneNumbersSpec } from './spec.ts';

/** Numbers of one page: the carrier is asked twice for each. */
const PAGE = 100;

/** Numbers leased through AWS End User Messaging: each goes back to the carrier before its item goes. */
export function phoneNumbers(
  documents: DynamoDBDocumentClient,
  spec: PhoneNumbersSpec,
  release: ReleaseNumber,
): Holding {
  const table = itemsTable(documents, spec);
  return {
    ...items(documents, spec),
    erase: (accountId, slice) =>
      inSlices(table.pages(accountId, from(slice, PAGE)), slice, async (numbers) => {
        for (const number of numbers) await release(String(number[spec.numberId]));
        await table.write(numbers.map((number) => ({ DeleteRequest: { Key: table.Key(number) } })));
      }),
  };
}
