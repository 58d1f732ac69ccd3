import { expect, test } from 'vitest';
import { resourcesOf, said, synthesized } from './synthesized.ts';

const all = Object.values(resourcesOf(synthesized().service));
const of = (type: string) => all.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

test.each([
  ['$.message.dropped', 'PublishChangesLog'],
  ['$.message.undelivered', 'DeliveriesRecordDeliveryLog'],
])('%s in the log of %s raises an alarm', (field, log) => {
  const filter = of('AWS::Logs::MetricFilter').find(({ FilterPattern }) => FilterPattern.includes(field))!;
  const [{ MetricName, MetricNamespace }] = filter.MetricTransformations;
  const alarm = of('AWS::CloudWatch::Alarm').find((each) => each.MetricName === MetricName)!;

  expect(said(filter.LogGroupName)).toBe(log);
  expect(alarm).toMatchObject({ Namespace: MetricNamespace, Threshold: 0, Statistic: 'Sum' });
  expect(alarm.AlarmActions).toHaveLength(1);
});
