import { describe, expect, test, vi } from 'vitest';
import { canaryTimer } from '../../lambdas/events/canary-timer.ts';
import { counted } from '../../lambdas/events/count-events.ts';
import { exportWake } from '../../lambdas/events/export-wake.ts';
import { logClaim } from '../../lambdas/events/log-claim.ts';
import { logRepair } from '../../lambdas/events/log-repair.ts';
import { mailEvents } from '../../lambdas/events/mail-events.ts';
import { owedRecords } from '../../lambdas/events/owed-records.ts';
import { purgeWake } from '../../lambdas/events/purge-wake.ts';
import { sweepTimer } from '../../lambdas/events/sweep-timer.ts';
import { functionOf, ofType, onlyOne, resourcesOf, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().service);
const of = (type: string) => ofType(resources, type).map(([, { Properties }]) => Properties);
const filters = of('AWS::Logs::MetricFilter');
const wake = { accountId: 'acme', deletionId: 'd-1' };

/** What something writes into its log. */
async function logged(write: () => unknown): Promise<Record<string, unknown>[]> {
  const spies = (['info', 'warn', 'error'] as const).map((level) => vi.spyOn(console, level).mockReturnValue());
  await write();
  const lines = spies.flatMap(({ mock }) => mock.calls.map(([line]) => line));
  for (const spy of spies) spy.mockRestore();
  return lines;
}

const record = { dynamodb: { Keys: { pk: { S: 'ACCOUNT#acme' }, sk: { S: 'OWED#notice#2026#1-0' } } } };
const bounce = {
  mail: { tags: { account: ['YWNtZQ'], what: ['deletion-scheduled'] }, destination: [] },
  bounce: { bounceType: 'Permanent', bouncedRecipients: [] },
};
const told = (event: string) =>
  counted(async () => {})({ ...wake, event, number: 1, at: new Date(0), confirmBy: new Date(0) } as never);

/** What is counted: the function that says it, the field, and how it comes to be said. */
const SAID: [verb: string, field: string, say: () => unknown][] = [
  ['publish-changes', 'event', () => told('AccountDeletionRequested')],
  ['publish-changes', 'event', () => told('AccountDeletionScheduled')],
  ['publish-changes', 'event', () => told('AccountDeletionCancelled')],
  ['publish-changes', 'event', () => told('AccountDeleted')],
  ['publish-changes', 'dropped', () => owedRecords(async () => 'dropped')({ Records: [record] })],
  ['purge-account', 'lateness', () => logClaim(wake, 0.25)],
  [
    'purge-account',
    'quarantined',
    () => purgeWake(async () => ({ outcome: 'quarantined', holdings: ['calls', 'usage'] }))(wake, {}),
  ],
  ['purge-account', 'late', () => purgeWake(async () => ({ outcome: 'looked after', late: 3 }))(wake, {})],
  ['follow-account', 'repaired', () => logRepair({ ...wake, repaired: 'purge not ended' })],
  ['follow-account', 'overdue', () => logRepair({ ...wake, repaired: 'purge not begun', overdue: 900 })],
  ['sweep', 'swept', () => sweepTimer(async () => ({ due: 0, again: 0, tripped: false }))()],
  ['sweep', 'again', () => sweepTimer(async () => ({ due: 3, again: 2, tripped: false }))()],
  ['sweep', 'paused', () => sweepTimer(async () => ({ due: 0, again: 0, tripped: true }))()],
  ['run-canary', 'canary', () => canaryTimer(async () => ({ canary: 'c', faults: [], paused: false }))()],
  ['run-canary', 'canaryFailed', () => canaryTimer(async () => ({ canary: 'c', faults: ['…'], paused: false }))()],
  ['run-canary', 'paused', () => canaryTimer(async () => ({ canary: 'c', faults: ['…'], paused: true }))()],
  ['record-delivery', 'undelivered', () => mailEvents(async () => 'not a confirmation')({ detail: bounce })],
  [
    'prepare-export',
    'failed',
    () => exportWake(async () => ({ outcome: 'failed', error: 'E' }))({ accountId: 'a', exportId: 'e' }, {}),
  ],
];

const logOf = (verb: string): string => functionOf(resources, verb).Properties.LoggingConfig.LogGroup.Ref;
const filtersOf = (verb: string, field: string) =>
  filters.filter(
    ({ LogGroupName, FilterPattern }) =>
      LogGroupName.Ref === logOf(verb) && FilterPattern.includes(`$.message.${field} `),
  );

describe('metrics', () => {
  // CloudWatch: "If a property selector points to an array or object, the metric filter won't match the log format."
  test.each(SAID)('%s says %s as a text or a number, which is all that a filter finds', async (verb, field, say) => {
    const lines = await logged(say);

    const found = lines.filter((line) => field in line);
    expect(found).toHaveLength(1);
    const value = found[0]![field];
    expect(['string', 'number']).toContain(typeof value);
    expect(value).not.toBe('');
    const patterns = filtersOf(verb, field).map(({ FilterPattern }) => FilterPattern);
    expect(patterns.filter((pattern) => pattern.includes('"*"') || pattern.includes(`"${value}"`))).toHaveLength(1);
  });

  test('are all of something that is said', () => {
    const known = SAID.map(([verb, field]) => `${logOf(verb)} ${field}`);
    const counted = filters.map(
      ({ LogGroupName, FilterPattern }) => `${LogGroupName.Ref} ${/\$\.message\.(\w+)/.exec(FilterPattern)?.[1]}`,
    );

    expect([...new Set(counted)].sort()).toEqual([...new Set(known)].sort());
  });

  test('have no dimension, and so nothing personal and no end of them', () => {
    for (const { MetricTransformations } of filters) {
      expect(MetricTransformations).toHaveLength(1);
      expect(MetricTransformations[0].Dimensions).toBeUndefined();
    }
  });

  test.each([
    ['lateness', { Unit: 'Seconds', MetricValue: '$.message.lateness' }],
    ['overdue', { MetricValue: '1' }],
    ['requested', { Unit: 'Count', MetricValue: '1' }],
  ])('%s is taken from its line', (name, transformation) => {
    const all = filters.map(({ MetricTransformations }) => MetricTransformations[0]);

    expect(all.filter(({ MetricName }) => MetricName === name)).toEqual([expect.objectContaining(transformation)]);
  });
});

test('an alarm is raised when no canary has been found well for 13 hours', () => {
  const [alarm] = of('AWS::CloudWatch::Alarm').filter(({ MetricName }) => MetricName === 'RunCanary.canary');

  expect(alarm).toMatchObject({ Period: 3600, EvaluationPeriods: 13, TreatMissingData: 'breaching', Threshold: 1 });
});

describe('the alarms of the promises', () => {
  const alarms = of('AWS::CloudWatch::Alarm');
  const about = (section: string) =>
    alarms.find(({ AlarmDescription }) => AlarmDescription.endsWith(`#promises-${section}`));

  test.each([
    ['late', { MetricName: 'lateness', Statistic: 'Maximum', Threshold: 120 }],
    ['overdue', { MetricName: 'overdue', Statistic: 'Sum', Threshold: 0 }],
    ['repairs', { MetricName: 'repairs', Statistic: 'Sum', Threshold: 0 }],
    ['api-errors', { MetricName: '5xx', Namespace: 'AWS/ApiGateway', Threshold: 0 }],
  ])('%s: as soon as there is too much of it', (section, alarm) => {
    expect(about(section)).toMatchObject({
      ...alarm,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('sweep-missing: when nothing is heard of it for 45 minutes', () => {
    expect(about('sweep-missing')).toMatchObject({
      MetricName: 'sweeps',
      Statistic: 'Sum',
      Period: 900,
      EvaluationPeriods: 3,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test.each([
    ['purge-failing', 'purge-account'],
    ['follow-failing', 'follow-account'],
    ['publish-failing', 'publish-changes'],
    ['sweep-failing', 'sweep'],
  ])('%s: errors and throttles of %s', (section, verb) => {
    const metrics: { MetricStat?: { Metric: { MetricName: string; Dimensions: { Value: unknown }[] } } }[] =
      about(section).Metrics;
    const stats = metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []));

    expect(stats.map(({ MetricName }) => MetricName).sort()).toEqual(['Errors', 'Throttles']);
    for (const { Dimensions } of stats)
      expect(Dimensions.map(({ Value }) => Value)).toEqual([{ Ref: functionOf(resources, verb).id }]);
  });
});

test('the dashboard shows every alarm, and every metric of ours', () => {
  const body = JSON.stringify(onlyOne(resources, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);

  for (const [id] of ofType(resources, 'AWS::CloudWatch::Alarm')) expect(body).toContain(`"${id}"`);
  for (const name of ['requested', 'confirmed', 'cancelled', 'purged', 'lateness', 'overdue', 'repairs', 'sweeps'])
    expect(body).toContain(`\\"${name}\\"`);
});
