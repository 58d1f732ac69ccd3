import type { SchedulerClient, ScheduleState } from '@aws-sdk/client-scheduler';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../adapters/system.ts';
import type { Holding } from '../app/holding.ts';
import type { Clock } from '../app/ports.ts';
import { customerSchedules, type KeptSchedule } from './customer-schedules.ts';
import { from, inSlices, items } from './items.ts';
import { type Item, itemsTable } from './items-table.ts';
import { isOver, switched } from './schedule-update.ts';
import { sideBySide } from './side-by-side.ts';
import type { SchedulesSpec } from './spec.ts';

/** Schedules of one page: the service is asked up to three times for each. */
const PAGE = 100;
/** Marks an item whose schedule we suspended: with the moment of our change, or that it is under way. */
const MARK = 'suspendedByAccountDeletion';
const UNDER_WAY = 'under way';

/** Customers' schedules: each is disabled and removed by the name that its item has; the items go after it. */
export function schedules(
  documents: DynamoDBDocumentClient,
  scheduler: SchedulerClient,
  spec: SchedulesSpec,
  clock: Clock = systemClock,
): Holding {
  const table = itemsTable(documents, spec);
  const kept = customerSchedules(scheduler, spec.group);
  const nameOf = (item: Item): string | undefined => item[spec.scheduleName] as string | undefined;
  const names = { '#name': spec.scheduleName, '#mark': MARK };

  const each = async (accountId: string, work: (item: Item, schedule: KeptSchedule | undefined) => Promise<void>) => {
    for await (const page of table.pages(accountId, { Limit: PAGE }))
      await sideBySide(page.items, async (item) => {
        const name = nameOf(item);
        if (name) await work(item, await kept.find(name));
      });
  };
  const isOf = (schedule: KeptSchedule | undefined, state: ScheduleState): schedule is KeptSchedule =>
    schedule?.State === state && !isOver(schedule, clock());

  const mark = (item: Item, as: string) =>
    table.update(item, {
      UpdateExpression: 'SET #mark = :mark',
      ConditionExpression: '#name = :name',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':mark': as, ':name': nameOf(item) },
    });

  return {
    ...items(documents, spec),

    suspend: (accountId) =>
      each(accountId, async (item, schedule) => {
        if (isOf(schedule, 'ENABLED')) {
          // Marked first: who comes after a crash in between would take it for the customer's own doing.
          await mark(item, UNDER_WAY);
          await kept.update(switched(schedule, 'DISABLED', clock()));
        } else if (item[MARK] !== UNDER_WAY) return;
        const changed = await kept.find(nameOf(item)!);
        if (changed?.State === 'DISABLED') await mark(item, changedAt(changed));
      }),

    resume: (accountId) =>
      each(accountId, async (item, schedule) => {
        const marked = item[MARK];
        if (marked === undefined) return;
        if (isOf(schedule, 'DISABLED') && (marked === UNDER_WAY || marked === changedAt(schedule)))
          await kept.update(switched(schedule, 'ENABLED', clock()));
        await table.update(item, {
          UpdateExpression: 'REMOVE #mark',
          ConditionExpression: '#mark = :mark',
          ExpressionAttributeNames: { '#mark': MARK },
          ExpressionAttributeValues: { ':mark': marked },
        });
      }),

    fence: (accountId) =>
      each(accountId, async (_item, schedule) => {
        if (isOf(schedule, 'ENABLED')) await kept.update(switched(schedule, 'DISABLED', clock()));
      }),

    erase: (accountId, slice) =>
      inSlices(table.pages(accountId, from(slice, PAGE)), slice, async (rows) => {
        await sideBySide(rows, async (row) => {
          const name = nameOf(row);
          if (name) await kept.remove(name);
        });
        await table.write(rows.map((row) => ({ DeleteRequest: { Key: table.Key(row) } })));
      }),
  };
}

const changedAt = ({ LastModificationDate }: KeptSchedule): string => String(LastModificationDate?.toISOString());
