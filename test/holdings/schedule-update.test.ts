import type { GetScheduleOutput } from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { isOver, switched } from '../../lambdas/holdings/schedule-update.ts';
import { NOON } from '../support/accounts.ts';

const hours = (n: number) => new Date(NOON.getTime() + n * 3_600_000);
const cron = (changes: GetScheduleOutput = {}) => ({ ScheduleExpression: 'cron(0 8 ? * * *)', ...changes });
const rate = (changes: GetScheduleOutput) => ({ ScheduleExpression: 'rate(5 hours)', ...changes });
const at = (text: string, zone?: string) => ({
  ScheduleExpression: `at(${text})`,
  ...(zone && { ScheduleExpressionTimezone: zone }),
});

describe('a schedule is over', () => {
  it.each<[string, GetScheduleOutput, boolean]>([
    ['recurs without an end', cron(), false],
    ['recurs until later', cron({ EndDate: hours(1) }), false],
    ['has ended', cron({ EndDate: hours(0) }), true],
    ['is a moment that is to come', at('2026-03-01T12:00:01'), false],
    ['was a moment', at('2026-03-01T11:59:59'), true],
    ['is a moment that has not come where it counts', at('2026-03-01T11:59:59', 'America/New_York'), false],
    ['was a moment where it counts', at('2026-03-01T20:59:59', 'Asia/Tokyo'), true],
    ['has an end before the next step of its rate', rate({ StartDate: hours(-1), EndDate: hours(3) }), true],
    ['has one more step before its end', rate({ StartDate: hours(-1), EndDate: hours(5) }), false],
    ['begins later', rate({ StartDate: hours(1), EndDate: hours(2) }), false],
  ])('or not, when it %s', (_what, schedule, over) => {
    expect(isOver(schedule, NOON)).toBe(over);
  });
});

describe('the update of a schedule', () => {
  it.each<[string, GetScheduleOutput, Date | undefined]>([
    ['has a start that is to come', cron({ StartDate: hours(1) }), hours(1)],
    ['leaves out a start that is past', cron({ StartDate: hours(-1) }), undefined],
    ['goes on in the step of a rate', rate({ StartDate: hours(-7) }), hours(3)],
    ['goes on from now on in the step of a rate', rate({ StartDate: hours(-5) }), hours(5)],
    ['has no start where there was none', rate({}), undefined],
  ])('%s', (_what, schedule, start) => {
    expect(switched(schedule, 'DISABLED', NOON)).toMatchObject({ State: 'DISABLED', StartDate: start });
  });
});
