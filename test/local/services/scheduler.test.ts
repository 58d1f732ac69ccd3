import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../local/clock.ts';
import { createScheduler, type SchedulerOptions } from '../../../local/services/scheduler.ts';
import { AwsError } from '../../../local/wire.ts';
import { clientConfigFor } from './support.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:dead';

async function setUp(options: Partial<SchedulerOptions> = {}) {
  const clock = createClock({ start: NOON });
  onTestFinished(() => clock.stop());
  const invoked: { at: string; arn: string; payload: unknown }[] = [];
  const dead: unknown[] = [];
  const scheduler = createScheduler({
    clock,
    groups: [
      { logicalId: 'Group', name: 'purges', arn: 'arn:aws:scheduler:eu-central-1:000000000000:schedule-group/purges' },
    ],
    lambda: {
      invokeAsync: (arn, payload) =>
        void invoked.push({ at: new Date(clock.now()).toISOString().slice(0, 19), arn, payload }),
    },
    deadLetters: { send: (queue, body) => void dead.push({ queue, body }) },
    ...options,
  });
  scheduler.createGroup('customers');
  const client = new SchedulerClient(await clientConfigFor(scheduler.service, clock));
  return { clock, invoked, dead, schedules: scheduler.schedules, client };
}

const schedule = (changes: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name: 'purge-1',
  GroupName: 'purges',
  ScheduleExpression: 'at(2026-03-08T12:00:41)',
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: 'arn:aws:lambda:eu-central-1:000000000000:function:purge:live',
    RoleArn: 'arn:aws:iam::000000000000:role/scheduler',
    Input: '{"deletionId":"1"}',
    DeadLetterConfig: { Arn: QUEUE },
    RetryPolicy: { MaximumRetryAttempts: 2 },
  },
  ...changes,
});

test('fires at the start of its minute, and is gone after', async () => {
  const { client, clock, invoked, schedules } = await setUp();
  await client.send(new CreateScheduleCommand(schedule()));

  const fired = await clock.advance(7 * 86_400_000);

  expect(fired).toEqual([{ at: '2026-03-08T12:00:00.000Z', what: 'schedule', name: 'purge-1' }]);
  expect(invoked).toEqual([{ at: '2026-03-08T12:00:00', arn: schedule().Target?.Arn, payload: { deletionId: '1' } }]);
  expect(schedules()).toEqual([]);
});

test('answers what was created, and lists it', async () => {
  const { client } = await setUp();
  const { ScheduleArn } = await client.send(new CreateScheduleCommand(schedule()));

  const got = await client.send(new GetScheduleCommand({ Name: 'purge-1', GroupName: 'purges' }));
  const { Schedules } = await client.send(new ListSchedulesCommand({ GroupName: 'purges', NamePrefix: 'purge-' }));

  expect(ScheduleArn).toBe('arn:aws:scheduler:eu-central-1:000000000000:schedule/purges/purge-1');
  expect(got).toMatchObject({ ...schedule(), Arn: ScheduleArn, State: 'ENABLED' });
  expect(got.CreationDate?.getTime()).toBeGreaterThanOrEqual(NOON);
  expect(Schedules).toMatchObject([{ Name: 'purge-1', GroupName: 'purges' }]);
});

test('an update moves it; a deleted one never fires', async () => {
  const { client, clock, invoked } = await setUp();
  await client.send(new CreateScheduleCommand(schedule()));
  await client.send(new CreateScheduleCommand(schedule({ Name: 'purge-2' })));

  await client.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2026-03-09T00:00:00)' })));
  await client.send(new DeleteScheduleCommand({ Name: 'purge-2', GroupName: 'purges' }));
  await clock.advance(30 * 86_400_000);

  expect(invoked.map(({ at }) => at)).toEqual(['2026-03-09T00:00:00']);
});

test('says that it is there already, or is not there', async () => {
  const { client } = await setUp();
  await client.send(new CreateScheduleCommand(schedule()));
  const other = { Name: 'other', GroupName: 'purges' };

  await expect(client.send(new CreateScheduleCommand(schedule()))).rejects.toBeInstanceOf(ConflictException);
  await expect(client.send(new GetScheduleCommand(other))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new DeleteScheduleCommand(other))).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new UpdateScheduleCommand(schedule(other)))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(client.send(new CreateScheduleCommand(schedule({ GroupName: 'none' })))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

const target = schedule().Target!;
test.each<[string, Partial<CreateScheduleCommandInput>]>([
  ['a moment in the past', { ScheduleExpression: 'at(2026-03-01T11:59:59)' }],
  ['a zone in the expression', { ScheduleExpression: 'at(2026-03-08T12:00:41Z)' }],
  ['milliseconds', { ScheduleExpression: 'at(2026-03-08T12:00:41.000)' }],
  ['a day that does not exist', { ScheduleExpression: 'at(2026-02-31T12:00:00)' }],
  ['a name in another alphabet', { Name: 'purge:1' }],
  ['a name that is too long', { Name: 'x'.repeat(65) }],
  ['no window', { FlexibleTimeWindow: undefined }],
  ['a window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
  ['no role', { Target: { ...target, RoleArn: undefined } }],
  ['input that is not JSON', { Target: { ...target, Input: 'nonsense' } }],
  ['too many retries', { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } }],
])('refuses %s', async (_what, changes) => {
  const { client, schedules } = await setUp();

  const creating = client.send(new CreateScheduleCommand(schedule(changes)));

  await expect(creating).rejects.toBeInstanceOf(ValidationException);
  expect(schedules()).toEqual([]);
});

test('what cannot be handed over is tried again, then put aside', async () => {
  let tries = 0;
  const invokeAsync = () => {
    tries += 1;
    throw new AwsError('ResourceNotFoundException', 404, 'Function not found');
  };
  const { client, clock, dead, schedules } = await setUp({ lambda: { invokeAsync } });
  await client.send(new CreateScheduleCommand(schedule()));

  await clock.advance(8 * 86_400_000);

  expect(tries).toBe(3);
  expect(dead).toMatchObject([
    { queue: QUEUE, body: { ERROR_CODE: 'ResourceNotFoundException', INPUT: '{"deletionId":"1"}' } },
  ]);
  expect(schedules()).toEqual([]);
});

test('may come twice', async () => {
  const { client, clock, invoked } = await setUp({ twice: () => true });
  await client.send(new CreateScheduleCommand(schedule()));

  await clock.advance(8 * 86_400_000);

  expect(invoked).toHaveLength(2);
});

/** A schedule of the product's. */
const ofCustomer = (changes: Partial<CreateScheduleCommandInput> = {}) =>
  schedule({ GroupName: 'customers', ScheduleExpression: 'cron(0 8 ? * MON-FRI *)', ...changes });

test.each([
  'cron(0 8 ? * MON-FRI *)',
  'cron(0/15 8-17 1,15 * ? 2027)',
  'rate(1 hour)',
  'rate(15 minutes)',
  'at(2026-03-08T12:00:41)',
])('keeps %s in a group of the product, and wakes nobody by it', async (ScheduleExpression) => {
  const { client, clock, invoked, schedules } = await setUp();
  const once = { ActionAfterCompletion: 'NONE' } as const;

  await client.send(new CreateScheduleCommand(ofCustomer({ ScheduleExpression, ...once })));
  await clock.advance(30 * 86_400_000);

  expect(schedules()).toMatchObject([{ Name: 'purge-1', ScheduleExpression, State: 'ENABLED' }]);
  expect(invoked).toEqual([]);
});

test('keeps all that a schedule of the product says', async () => {
  const { client } = await setUp();
  const input = ofCustomer({
    ScheduleExpressionTimezone: 'Europe/Berlin',
    StartDate: new Date(NOON + 60_000),
    EndDate: new Date(NOON + 86_400_000),
    State: 'DISABLED',
    Description: 'Calls',
    KmsKeyArn: 'arn:aws:kms:eu-central-1:000000000000:key/1',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
    Target: { ...target, Arn: 'arn:aws:sqs:eu-central-1:000000000000:q', SqsParameters: { MessageGroupId: '1' } },
  });

  await client.send(new CreateScheduleCommand(input));

  expect(await client.send(new GetScheduleCommand({ GroupName: 'customers', Name: 'purge-1' }))).toMatchObject(input);
});

test('resets to its default what an update leaves out', async () => {
  const { client, schedules } = await setUp();
  await client.send(new CreateScheduleCommand(ofCustomer({ State: 'DISABLED', Description: 'Calls' })));

  await client.send(new UpdateScheduleCommand(ofCustomer()));

  expect(schedules()[0]).toMatchObject({ State: 'ENABLED' });
  expect(schedules()[0]).not.toHaveProperty('Description');
});

test.each<[string, Partial<CreateScheduleCommandInput>]>([
  ['a cron expression without its year', { ScheduleExpression: 'cron(0 8 ? * MON-FRI)' }],
  ['a cron expression with both days', { ScheduleExpression: 'cron(0 8 * * * *)' }],
  ['a rate of nothing', { ScheduleExpression: 'rate(0 days)' }],
  ['a zone that there is not', { ScheduleExpressionTimezone: 'Europe/Nowhere' }],
  ['a start that is past', { StartDate: new Date(NOON - 6 * 60_000) }],
])('refuses %s', async (_what, changes) => {
  const { client, schedules } = await setUp();

  const creating = client.send(new CreateScheduleCommand(ofCustomer(changes)));

  await expect(creating).rejects.toBeInstanceOf(ValidationException);
  expect(schedules()).toEqual([]);
});

test('refuses what it would have to fire and cannot', async () => {
  const { client } = await setUp();
  const queue = { ...target, Arn: 'arn:aws:sqs:eu-central-1:000000000000:q' };

  for (const changes of [{ ScheduleExpression: 'rate(1 hour)' }, { Target: queue }])
    await expect(client.send(new CreateScheduleCommand(schedule(changes)))).rejects.toBeInstanceOf(ValidationException);
});
