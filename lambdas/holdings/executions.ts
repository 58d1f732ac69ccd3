import { ExecutionDoesNotExist, type SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Holding } from '../app/holding.ts';
import { from, inSlices, items } from './items.ts';
import { type Item, itemsTable } from './items-table.ts';
import { sideBySide } from './side-by-side.ts';
import type { ExecutionsSpec } from './spec.ts';

/** Items of one page: Step Functions is called once for each. */
const PAGE = 100;

/** What runs as Step Functions executions: suspended by its item's flag, ended by stopping the item's execution. */
export function executions(documents: DynamoDBDocumentClient, sfn: SFNClient, spec: ExecutionsSpec): Holding {
  const table = itemsTable(documents, spec);
  const flagged = items(documents, spec);

  const stop = async (item: Item): Promise<void> => {
    const executionArn = item[spec.executionArn];
    if (!executionArn) return;
    try {
      // One that has ended already is stopped with success.
      await sfn.send(new StopExecutionCommand({ executionArn: String(executionArn) }));
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  };

  return {
    ...flagged,

    async fence(accountId) {
      // The flag first, so that nothing starts anew what is being stopped.
      await flagged.suspend(accountId);
      for await (const page of table.pages(accountId, { Limit: PAGE })) await sideBySide(page.items, stop);
    },

    erase: (accountId, slice) =>
      inSlices(table.pages(accountId, from(slice, PAGE)), slice, async (rows) => {
        await sideBySide(rows, stop);
        await table.write(rows.map((row) => ({ DeleteRequest: { Key: table.Key(row) } })));
      }),
  };
}
