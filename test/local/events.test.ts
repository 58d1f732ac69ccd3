import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { type BusEvent, createEventBuses } from '../../local/events.ts';
import { type CfnTemplate, loadTemplate } from '../../local/template.ts';

type Resources = NonNullable<CfnTemplate['Resources']>;

const FN = { Type: 'AWS::Lambda::Function', Metadata: { Entry: 'lambdas/fn.ts' } };
const TARGET = { Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Id: 'Target0' };
const rule = (Properties: Record<string, unknown>): Resources => ({
  Fn: FN,
  Rule: { Type: 'AWS::Events::Rule', Properties: { State: 'ENABLED', Targets: [TARGET], ...Properties } },
});
const BUS: Resources = { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'ours' } } };
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

/** The buses and rules of a template, and what their targets hear. */
function setUp(Resources: Resources) {
  const clock = createClock();
  onTestFinished(() => clock.stop());
  const heard: unknown[] = [];
  const { eventBuses: buses, eventRules: rules } = load(Resources);
  const lambda = { invokeAsync: (...call: unknown[]) => void heard.push(call) };
  return { clock, heard, ...createEventBuses({ clock, buses, rules, lambda }) };
}

test('hands an event to the target of each rule that it matches', async () => {
  const EventPattern = {
    source: ['aws.ses'],
    'detail-type': ['Email Bounced', 'Email Rejected'],
    detail: { mail: { tags: { 'ses:configuration-set': ['ours'] } } },
  };
  const { clock, heard, putSoon } = setUp(rule({ EventPattern }));

  for (const each of [event('aws.ses', 'ours'), event('aws.ses', 'theirs'), event('other', 'ours')]) putSoon(each);
  expect(heard).toEqual([]);
  await clock.advance(0);

  expect(heard).toEqual([['arn:aws:lambda:eu-west-1:000000000000:function:Fn', event('aws.ses', 'ours')]]);
});

test.each([
  ['by name', { Ref: 'Bus' }],
  ['by ARN', { 'Fn::GetAtt': ['Bus', 'Arn'] }],
])('keeps what is put on a bus of its own from the rules of others, which name it %s', async (_, EventBusName) => {
  const EventPattern = { source: ['ours'] };
  const { clock, heard, putSoon, events } = setUp({ ...BUS, ...rule({ EventPattern, EventBusName }) });

  putSoon(event('ours', 'on the default bus'));
  putSoon(event('ours', 'on ours'), 'ours');
  putSoon(event('theirs', 'on ours'), 'arn:aws:events:eu-west-1:000000000000:event-bus/ours');
  putSoon(event('ours', 'nowhere'), 'no-such-bus');
  await clock.advance(0);

  expect(heard).toEqual([['arn:aws:lambda:eu-west-1:000000000000:function:Fn', event('ours', 'on ours')]]);
  expect(events()).toEqual([event('ours', 'on ours'), event('theirs', 'on ours')]);
});

test('knows nothing of a rule that fires by time, or is disabled', () => {
  const EventPattern = { source: ['aws.ses'] };

  expect(load(rule({ ScheduleExpression: 'rate(1 hour)' })).eventRules).toEqual([]);
  expect(load(rule({ EventPattern, State: 'DISABLED' })).eventRules).toEqual([]);
});

test.each<[string, Record<string, unknown>, string]>([
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
