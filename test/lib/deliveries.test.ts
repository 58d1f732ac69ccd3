import { expect, test } from 'vitest';
import { functionOf, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().service);
const rule = onlyOne(resources, 'AWS::Events::Rule', 'Deliveries').Properties;

test('bounces, complaints and refusals reach the default bus, the only one that SES speaks to', () => {
  const { ConfigurationSetName, EventDestination } = onlyOne(
    resources,
    'AWS::SES::ConfigurationSetEventDestination',
  ).Properties;

  expect(said(ConfigurationSetName)).toBe('MailConfigurationSet');
  expect(EventDestination).toMatchObject({ Enabled: true, MatchingEventTypes: ['bounce', 'complaint', 'reject'] });
  expect(JSON.stringify(EventDestination.EventBridgeDestination.EventBusArn)).toMatch(/event-bus\/default/);
});

test('those of our own mails are recorded', () => {
  const { source, detail, ...pattern } = rule.EventPattern;

  expect([source, pattern['detail-type']]).toEqual([
    ['aws.ses'],
    ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
  ]);
  expect(detail.mail.tags['ses:configuration-set'].map(said)).toEqual(['MailConfigurationSet']);
  expect(rule.Targets.map(({ Arn }: { Arn: unknown }) => said(Arn))).toEqual(['DeliveriesRecordDelivery']);
});

test('leave no dead letter, which would keep an address, but an alarm where they cannot be recorded', () => {
  const { id, Properties } = functionOf(resources, 'record-delivery');

  expect(rule.Targets[0].DeadLetterConfig).toBeUndefined();
  expect(Properties.DeadLetterConfig).toBeUndefined();
  const { Metrics } = onlyOne(resources, 'AWS::CloudWatch::Alarm', 'DeliveriesFailing').Properties;
  expect(JSON.stringify(Metrics)).toContain(`{"Ref":"${id}"}`);
});
