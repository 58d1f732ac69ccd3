import { GetScheduleCommand, ResourceNotFoundException, type SchedulerClient } from '@aws-sdk/client-scheduler';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Look } from '../app/holding.ts';
import type { SchedulesSpec } from '../holdings/spec.ts';
import { rows } from './rows.ts';

/** An item whose schedule is gone. */
const ALONE = { held: 1, left: 1 };

/** How many items there are that name a schedule. Of these, and of the schedules themselves, none is to be left. */
export function schedules(documents: DynamoDBDocumentClient, scheduler: SchedulerClient, spec: SchedulesSpec): Look {
  return rows(documents, spec, async (row) => {
    const Name = row[spec.scheduleName];
    if (!Name) return ALONE;
    try {
      await scheduler.send(new GetScheduleCommand({ GroupName: spec.group, Name: String(Name) }));
      return { held: 1, left: 2 };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return ALONE;
      throw error;
    }
  });
}
