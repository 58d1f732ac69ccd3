import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { type BusEvent, createEventBus } from '../../local/events.ts';
import { type CfnTemplate, loadTemplate } from '../../local/template.ts';

type Resources = NonNullable<CfnTemplate['Resources']>;

const FN = { Type: 'AWS::Lambda::Function', Metadata: { Entry: 'lambdas/fn.ts' } };
const TARGET = { Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Id: 'Target0' };
const rule = (Properties: Record<string, unknown>): Resources => ({
  Fn: FN,
  Rule: { Type: 'AWS::Events::Rule', Properties: { State: 'ENABLED', Targets: [TARGET], ...Properties } },
});
const load = (Resources: Resources) => loadTemplate({ Stack: { Resources } });

const event = (source: string, set: string): BusEvent => ({
  version: '0',
  id: '1',
  'detail-type': 'Email Bounced',
  source,
  account: '000000000000',
  time: '2026-03-01T12:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { mail: { tags: { 'ses:configuration-set': [set] } } },
});

test('hands an event to the target of each rule that it matches', async () => {
  const clock = createClock();
  onTestFinished(() => clock.stop());
  const EventPattern = {
    source: ['aws.ses'],
    'detail-type': ['Email Bounced', 'Email Rejected'],
    detail: { mail: { tags: { 'ses:configuration-set': ['ours'] } } },
  };
  const heard: unknown[] = [];
  const { eventRules: rules } = load(rule({ EventPattern }));
  const bus = createEventBus({ clock, rules, lambda: { invokeAsync: (...call) => void heard.push(call) } });

  for (const each of [event('aws.ses', 'ours'), event('aws.ses', 'theirs'), event('other', 'ours')]) bus.putSoon(each);
  expect(heard).toEqual([]);
  await clock.advance(0);

  expect(heard).toEqual([['arn:aws:lambda:eu-west-1:000000000000:function:Fn', event('aws.ses', 'ours')]]);
});

test('knows nothing of a rule that fires by time, or is disabled', () => {
  const EventPattern = { source: ['aws.ses'] };

  expect(load(rule({ ScheduleExpression: 'rate(1 hour)' })).eventRules).toEqual([]);
  expect(load(rule({ EventPattern, State: 'DISABLED' })).eventRules).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['another bus', { EventBusName: 'other' }, 'the default event bus alone'],
  ['an input of its own', { Targets: [{ ...TARGET, Input: '{}' }] }, 'hands over whole events'],
  ['a part of the event', { Targets: [{ ...TARGET, InputPath: '$.detail' }] }, 'hands over whole events'],
])('does not pretend to understand %s', (_what, properties, message) => {
  expect(() => load(rule({ EventPattern: { source: ['aws.ses'] }, ...properties }))).toThrow(message);
});

test('reads which events of a mail reach the bus', () => {
  const destination = (EventDestination: object) => ({
    Type: 'AWS::SES::ConfigurationSetEventDestination',
    Properties: { ConfigurationSetName: { Ref: 'Set' }, EventDestination },
  });
  const on = { Enabled: true, EventBridgeDestination: { EventBusArn: 'default' } };

  const { configurationSets } = load({
    Set: { Type: 'AWS::SES::ConfigurationSet' },
    Other: { Type: 'AWS::SES::ConfigurationSet' },
    Bounces: destination({ ...on, MatchingEventTypes: ['bounce', 'complaint'] }),
    Off: destination({ ...on, Enabled: false, MatchingEventTypes: ['reject'] }),
  });

  expect(configurationSets).toEqual([
    { name: 'Set', events: ['BOUNCE', 'COMPLAINT'] },
    { name: 'Other', events: [] },
  ]);
});
