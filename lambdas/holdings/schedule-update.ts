import type { GetScheduleOutput, ScheduleState, UpdateScheduleInput } from '@aws-sdk/client-scheduler';
import { DAY, HOUR, MINUTE } from '../domain/time.ts';

const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

/** Whether a schedule will never fire again. EventBridge Scheduler leaves it enabled, and refuses to update it. */
export function isOver(schedule: GetScheduleOutput, now: Date): boolean {
  const { ScheduleExpression = '', ScheduleExpressionTimezone: zone = 'UTC', EndDate } = schedule;
  const [, once] = /^at\((.+)\)$/.exec(ScheduleExpression) ?? [];
  if (once) return once < wallTime(now, zone);
  const start = startFrom(schedule, now);
  return EndDate !== undefined && (EndDate <= now || (start !== undefined && start >= EndDate));
}

/**
 * The whole schedule, switched on or off: what an update leaves out is reset to its default. A start that is past is
 * refused ("cannot be earlier than 5 minutes ago").
 */
export function switched(schedule: GetScheduleOutput, State: ScheduleState, now: Date): UpdateScheduleInput {
  const { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, EndDate, Description, KmsKeyArn } = schedule;
  const { Target, FlexibleTimeWindow, ActionAfterCompletion } = schedule;
  return {
    Name,
    GroupName,
    ScheduleExpression,
    ScheduleExpressionTimezone,
    StartDate: startFrom(schedule, now),
    EndDate,
    Description,
    KmsKeyArn,
    Target,
    FlexibleTimeWindow,
    ActionAfterCompletion,
    State,
  };
}

/** A start that is to come; a rate keeps its step, and nothing else needs one that is past. */
function startFrom({ ScheduleExpression = '', StartDate }: GetScheduleOutput, now: Date): Date | undefined {
  if (!StartDate || StartDate > now) return StartDate;
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(ScheduleExpression) ?? [];
  const period = Number(count) * UNITS[unit]!;
  if (!(period > 0)) return undefined;
  const passed = Math.floor((now.getTime() - StartDate.getTime()) / period) + 1;
  return new Date(StartDate.getTime() + passed * period);
}

/** What a clock in the zone shows, in the form of an `at(…)` expression. */
const wallTime = (now: Date, timeZone: string): string =>
  // Sweden writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(now).replace(' ', 'T');
