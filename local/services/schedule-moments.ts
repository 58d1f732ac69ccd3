import { AwsError } from '../wire.ts';
import type { ScheduleInput } from './schedule-input.ts';

/** A start may be so long ago, milliseconds. */
const START_MAY_BE_PAST = 5 * 60_000;

const RATE = /^rate\([1-9]\d* (minute|hour|day)s?\)$/;
/** Minutes, hours, day of month, month, day of week and year; one of the days must be left open. */
const CRON = /^cron\(\S+ \S+ (\? \S+ \S+|\S+ \S+ \?) \S+\)$/;

/**
 * The moment (milliseconds) that a schedule's `at(…)` names; undefined for one that recurs. Refuses an expression that
 * is none, a moment that is past, and a start that is past.
 */
export function momentOf(input: ScheduleInput, now: number): number | undefined {
  checkZone(input.ScheduleExpressionTimezone);
  if (input.StartDate !== undefined && input.StartDate * 1000 < now - START_MAY_BE_PAST)
    throw refusal('The StartDate you specify cannot be earlier than 5 minutes ago.');
  const { ScheduleExpression: expression } = input;
  if (RATE.test(expression) || CRON.test(expression)) return undefined;
  const moment = onceAt(input);
  if (moment === undefined || moment < now) throw refusal(`Invalid Schedule Expression ${expression}.`);
  return moment;
}

/** What is to wake somebody here: a function, once. */
export function checkFiring({ Target, ScheduleExpression }: ScheduleInput, moment: number | undefined): void {
  if (!/^arn:aws[a-z-]*:lambda:/.test(Target.Arn)) throw refusal('This stand-in invokes Lambda functions only.');
  if (moment === undefined) throw refusal(`This stand-in fires once, not as ${ScheduleExpression} says.`);
}

function onceAt({ ScheduleExpression, ScheduleExpressionTimezone: zone }: ScheduleInput): number | undefined {
  const [, text] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(ScheduleExpression) ?? [];
  const moment = Date.parse(`${text}Z`);
  if (!text || Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(text)) return undefined;
  if (zone !== 'UTC') throw refusal(`This stand-in knows no zone for a moment but UTC: ${zone}`);
  return moment;
}

function checkZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw refusal(`Invalid Schedule Expression Timezone ${timeZone}.`);
  }
}

const refusal = (message: string) => new AwsError('ValidationException', 400, message);
