import { describe, expect, test } from 'vitest';
import { exampleSettings, functionOf, ofType, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const only = (type: string) => onlyOne(resources, type).Properties;

describe('alarms', () => {
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const queues = ofType(resources, 'AWS::SQS::Queue');

  test('there is one on every queue of dead letters', () => {
    const ofQueues = alarms.filter(({ Namespace }) => Namespace === 'AWS/SQS');
    const watched = ofQueues.map(({ Dimensions }) => Dimensions[0].Value['Fn::GetAtt'][0]);

    expect(watched.sort()).toEqual(queues.map(([id]) => id).sort());
    for (const alarm of ofQueues)
      expect(alarm).toMatchObject({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Statistic: 'Maximum',
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      });
  });

  test('reach the topic, which lets CloudWatch in', () => {
    const topic = onlyOne(resources, 'AWS::SNS::Topic');
    const { Statement } = only('AWS::SNS::TopicPolicy').PolicyDocument;

    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: topic.id }]);
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
      }),
    );
  });

  test('dead letters are kept for two weeks, encrypted, and handed over TLS alone', () => {
    for (const [, { Properties }] of queues)
      expect(Properties).toMatchObject({ MessageRetentionPeriod: 14 * 24 * 3600, SqsManagedSseEnabled: true });
    expect(ofType(resources, 'AWS::SQS::QueuePolicy')).toHaveLength(queues.length);
  });

  test('are mailed to the operator whom the settings name', () => {
    const { service: withOperator } = synthesized({ ...exampleSettings(), operatorMail: 'operator@example.com' });
    const subscriptions = ofType(resourcesOf(withOperator), 'AWS::SNS::Subscription').map(
      ([, { Properties }]) => Properties,
    );

    expect(subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'operator@example.com' }]);
    expect(ofType(resources, 'AWS::SNS::Subscription')).toEqual([]);
  });
});

describe('the sweep', () => {
  const timer = onlyOne(resources, 'AWS::Events::Rule', 'Sweep').Properties;

  test('is woken every 15 minutes, and not by EventBridge Scheduler', () => {
    const { ScheduleExpression, State, Targets } = timer;

    expect([ScheduleExpression, State]).toEqual(['rate(15 minutes)', 'ENABLED']);
    expect(said(Targets[0].Arn)).toBe('Sweep');
    expect(ofType(resources, 'AWS::Scheduler::Schedule')).toEqual([]);
  });

  test('leaves a dead letter whether it could not be woken or failed', () => {
    const [target] = timer.Targets;

    expect(said(target.DeadLetterConfig.Arn)).toBe('SweepDeadLetters');
    expect(said(functionOf(resources, 'sweep').Properties.DeadLetterConfig.TargetArn)).toBe('SweepDeadLetters');
  });
});
