import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Holding, ReleaseNumber } from '../app/ports.ts';
import { inSlices, items, startingAt } from './items.ts';
import { itemsTable } from './items-table.ts';
import type { PhoneNumbersSpec } from './spec.ts';

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
      inSlices(table.pages(accountId, startingAt(slice)), slice, async (numbers) => {
        for (const number of numbers) {
          await release(String(number[spec.numberId]));
          await table.write([{ DeleteRequest: { Key: table.Key(number) } }]);
        }
      }),
  };
}
