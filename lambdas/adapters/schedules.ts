import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { PurgeWake, Schedules } from '../app/ports.ts';
import { MINUTE, plus, SECOND } from '../domain/time.ts';
import { owedRecords } from './owed-records.ts';

interface Setup {
  readonly group: string;
  /** What a schedule assumes to invoke its target. */
  readonly roleArn: string;
  readonly deadLetterArn: string;
  readonly purgeArn: string;
  /** The function that sends notices. */
  readonly publishArn: string;
}

const purgeName = (deletionId: string) => `purge-${deletionId}`;
const reminderName = (deletionId: string) => `reminder-${deletionId}`;

/** One-shot schedules in EventBridge Scheduler, named by the deletion's id. */
export function schedules({ group, roleArn, deadLetterArn, purgeArn, publishArn }: Setup): Schedules {
  const scheduler = new SchedulerClient({});

  function schedule(Name: string, at: Date, targetArn: string, input: unknown): CreateScheduleCommandInput {
    return {
      Name,
      GroupName: group,
      ScheduleExpression: `at(${toTheSecond(at)})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: targetArn,
        RoleArn: roleArn,
        Input: JSON.stringify(input),
        // Inside Target: at the top level the service ignores it.
        DeadLetterConfig: { Arn: deadLetterArn },
      },
    };
  }

  /** False if there is one of that name. */
  async function create(schedule: CreateScheduleCommandInput): Promise<boolean> {
    try {
      await scheduler.send(new CreateScheduleCommand(schedule));
      return true;
    } catch (error) {
      if (error instanceof ConflictException) return false;
      throw error;
    }
  }

  async function put(schedule: CreateScheduleCommandInput): Promise<void> {
    if (!(await create(schedule))) await scheduler.send(new UpdateScheduleCommand(schedule));
  }

  const purge = (wake: PurgeWake, at: Date) => schedule(purgeName(wake.deletionId), at, purgeArn, wake);

  async function drop(Name: string): Promise<void> {
    try {
      await scheduler.send(new DeleteScheduleCommand({ Name, GroupName: group }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }

  return {
    putPurge: (wake, at) => put(purge(wake, at)),
    ensurePurge: (wake, at) => create(purge(wake, at)),
    // It may fire up to a minute early, when nothing is due yet: a minute later it surely is.
    putReminder: (deletionId, reminders, at) =>
      put(schedule(reminderName(deletionId), plus(at, MINUTE), publishArn, owedRecords(reminders))),
    async drop(deletionId) {
      await Promise.all([drop(purgeName(deletionId)), drop(reminderName(deletionId))]);
    },
  };
}

/** `yyyy-mm-ddThh:mm:ss`, UTC, rounded up: the service knows no milliseconds, and a purge is never early. */
const toTheSecond = (date: Date): string =>
  new Date(Math.ceil(date.getTime() / SECOND) * SECOND).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
