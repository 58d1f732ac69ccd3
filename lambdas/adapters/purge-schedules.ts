import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { PurgeSchedules } from '../app/ports.ts';
import { SECOND } from '../domain/time.ts';

interface Setup {
  readonly group: string;
  /** What the schedule assumes to invoke the purge. */
  readonly roleArn: string;
  readonly deadLetterArn: string;
  readonly purgeArn: string;
}

/** One-shot schedules in EventBridge Scheduler, one a deletion, named by its id. */
export function purgeSchedules({ group, roleArn, deadLetterArn, purgeArn }: Setup): PurgeSchedules {
  const scheduler = new SchedulerClient({});
  const named = (deletionId: string) => ({ Name: `purge-${deletionId}`, GroupName: group });
  return {
    async put(wake, purgeAt) {
      const schedule: CreateScheduleCommandInput = {
        ...named(wake.deletionId),
        ScheduleExpression: `at(${toTheSecond(purgeAt)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: purgeArn,
          RoleArn: roleArn,
          Input: JSON.stringify(wake),
          // Inside Target: at the top level the service ignores it.
          DeadLetterConfig: { Arn: deadLetterArn },
        },
      };
      try {
        await scheduler.send(new CreateScheduleCommand(schedule));
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error;
        await scheduler.send(new UpdateScheduleCommand(schedule));
      }
    },
    async drop(deletionId) {
      try {
        await scheduler.send(new DeleteScheduleCommand(named(deletionId)));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}

/** `yyyy-mm-ddThh:mm:ss`, UTC, rounded up: the service knows no milliseconds, and a purge is never early. */
const toTheSecond = (date: Date): string =>
  new Date(Math.ceil(date.getTime() / SECOND) * SECOND).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
