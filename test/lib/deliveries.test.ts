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

test('leave a dead letter whether the recorder could not be woken or failed', () => {
  const { DeadLetterConfig } = functionOf(resources, 'record-delivery').Properties;

  expect(said(rule.Targets[0].DeadLetterConfig.Arn)).toBe('DeliveriesDeadLetters');
  expect(said(DeadLetterConfig.TargetArn)).toBe('DeliveriesDeadLetters');
});
