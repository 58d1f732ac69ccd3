import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
  type ScheduleState,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schedules } from '../../lambdas/holdings/schedules.ts';
import type { SchedulesSpec } from '../../lambdas/holdings/spec.ts';
import { schedules as lookAtSchedules } from '../../lambdas/verification/schedules.ts';
import { createClock } from '../../local/clock.ts';
import type { ScheduleInput } from '../../local/services/schedule-input.ts';
import { createScheduler } from '../../local/services/scheduler.ts';
import { holdingContract } from '../contracts/holdings.ts';
import { engine } from '../support/engine.ts';
import { inTime, leftBy, rowsOf, standIn, write } from './support.ts';

const spec: SchedulesSpec = {
  kind: 'schedules',
  name: 'schedules',
  outcome: 'terminate',
  table: 'schedules',
  key: { partition: 'accountId', sort: 'scheduleId' },
  group: 'customers',
  scheduleName: 'scheduleName',
};
const DAY = 86_400_000;

const db = engine();
const clock = createClock({ start: Date.parse('2026-03-01T12:00:00Z') });
const scheduler = createScheduler({ clock, groups: [], lambda: { invokeAsync() {} }, deadLetters: { send() {} } });
scheduler.createGroup('customers');
scheduler.createGroup('others');
const wire = standIn(scheduler.service);
let client: SchedulerClient;
beforeAll(async () => {
  client = new SchedulerClient(wire.config);
  await db.table(spec.table, spec.key);
});
afterAll(() => clock.stop());

const now = () => new Date(clock.now());
const holding = () => schedules(db.documents, client, spec, now);
const look = () => lookAtSchedules(db.documents, client, spec);
const rows = (accountId: string) => rowsOf(db.documents, spec.table, accountId);

const whole: ScheduleInput = {
  GroupName: 'customers',
  ScheduleExpression: 'cron(0 8 ? * MON-FRI *)',
  ScheduleExpressionTimezone: 'Europe/Berlin',
  EndDate: Date.parse('2031-01-01T00:00:00Z') / 1000,
  FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
  Target: {
    Arn: 'arn:aws:sqs:eu-west-1:000000000000:calls.fifo',
    RoleArn: 'arn:aws:iam::000000000000:role/voice-schedules',
    Input: '{"campaign":"1"}',
    SqsParameters: { MessageGroupId: 'calls' },
    RetryPolicy: { MaximumRetryAttempts: 3 },
    DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-west-1:000000000000:dead' },
  },
  State: 'ENABLED',
  ActionAfterCompletion: 'DELETE',
  Description: 'Every working day',
  KmsKeyArn: 'arn:aws:kms:eu-west-1:000000000000:key/1',
};

/** Puts schedules into an account: each a row, and what it names. */
async function fill(accountId: string, ...given: Partial<ScheduleInput>[]): Promise<void> {
  const named = given.map((changes, n) => ({ changes, name: `${accountId}-${String(n).padStart(6, '0')}` }));
  for (const { name, changes } of named) scheduler.create(name, { ...whole, ...changes });
  await write(
    db.documents,
    spec.table,
    named.map(({ name }) => ({ accountId, scheduleId: name, scheduleName: name })),
  );
}
const ofAccount = (accountId: string) => scheduler.schedules().filter(({ Name }) => Name.startsWith(`${accountId}-0`));
const states = (accountId: string) => ofAccount(accountId).map(({ State }) => State);
const change = async (Name: string, changes: { State?: ScheduleState; ScheduleExpression?: string }) => {
  const {
    Arn: _,
    CreationDate,
    LastModificationDate,
    ...kept
  } = await client.send(new GetScheduleCommand({ GroupName: 'customers', Name }));
  await client.send(new UpdateScheduleCommand({ ...kept, ...changes } as UpdateScheduleCommand['input']));
};

holdingContract('schedules', () => ({
  holding: holding(),
  look: look(),
  fill: (accountId, records) => fill(accountId, ...Array.from({ length: records }, () => ({}))),
  stored: rows,
  perRecord: 2,
}));

describe('schedules', () => {
  it('go from the service before their items do', async () => {
    await fill('erased', {}, {});

    expect(await holding().erase('erased', inTime)).toEqual({ erased: 2 });

    expect(ofAccount('erased')).toEqual([]);
    expect(await rows('erased')).toEqual([]);
  });

  it('may be gone already, or never have been', async () => {
    await fill('gone', {});
    await client.send(new DeleteScheduleCommand({ GroupName: 'customers', Name: 'gone-000000' }));
    await write(db.documents, spec.table, [{ accountId: 'gone', scheduleId: 'never' }]);
    await holding().suspend('gone');
    await holding().fence!('gone', 'd-1');
    expect(await leftBy(look(), 'gone')).toBe(2);

    expect(await holding().erase('gone', inTime)).toEqual({ erased: 2 });
  });

  it('of another group stay, though they have the name', async () => {
    await fill('namesake', {});
    scheduler.create('namesake-000000', { ...whole, GroupName: 'others' });

    await holding().erase('namesake', inTime);

    expect(ofAccount('namesake').map(({ GroupName }) => GroupName)).toEqual(['others']);
  });

  it.each([
    ['DeleteSchedule', 'error'],
    ['DeleteSchedule', 'throttle'],
    ['DeleteSchedule', 'timeout-after-effect'],
  ] as const)('keep their items while %s ends in %s', async (operation, kind) => {
    await fill(kind, {}, {});
    wire.fail(operation, kind);

    await expect(holding().erase(kind, inTime)).rejects.toThrow();

    expect(await rows(kind)).toHaveLength(2);
    expect(await holding().erase(kind, inTime)).toEqual({ erased: 2 });
  });

  it('are not verified where nobody answers for them', async () => {
    await fill('unseen', {});
    wire.fail('GetSchedule');

    await expect(leftBy(look(), 'unseen')).rejects.toThrow();
  });

  it('all stop at the fence, and are tried though one of them fails', async () => {
    await fill('fenced', ...Array.from({ length: 20 }, () => ({})));
    wire.fail('UpdateSchedule');

    await expect(holding().fence!('fenced', 'd-1')).rejects.toThrow();
    expect(states('fenced').filter((state) => state === 'ENABLED')).toHaveLength(1);
    await holding().fence!('fenced', 'd-1');

    expect(new Set(states('fenced'))).toEqual(new Set(['DISABLED']));
    expect((await rows('fenced')).filter((row) => 'suspendedByAccountDeletion' in row)).toEqual([]);
  });
});

describe('suspending schedules', () => {
  it('disables what is enabled, and enables again only that', async () => {
    await fill('flags', {}, { State: 'DISABLED' });

    await holding().suspend('flags');
    expect(states('flags')).toEqual(['DISABLED', 'DISABLED']);
    await holding().resume('flags');

    expect(states('flags')).toEqual(['ENABLED', 'DISABLED']);
  });

  it('changes nothing but the state', async () => {
    await fill('whole', {});
    const [before] = ofAccount('whole');

    await holding().suspend('whole');
    const [suspended] = ofAccount('whole');
    await holding().resume('whole');

    expect(suspended).toEqual({ ...before, State: 'DISABLED', modified: expect.any(Number) });
    expect(ofAccount('whole')).toEqual([{ ...before, modified: expect.any(Number) }]);
  });

  it('leaves disabled what somebody changed since, and enabled what somebody enabled', async () => {
    await fill('touched', {}, {}, {});
    await holding().suspend('touched');

    await change('touched-000000', { State: 'DISABLED' });
    await change('touched-000001', { ScheduleExpression: 'cron(0 9 ? * * *)' });
    await change('touched-000002', { State: 'ENABLED' });
    await holding().resume('touched');

    expect(states('touched')).toEqual(['DISABLED', 'DISABLED', 'ENABLED']);
    expect((await rows('touched')).filter((row) => 'suspendedByAccountDeletion' in row)).toEqual([]);
  });

  it('suspends again what somebody enabled meanwhile', async () => {
    await fill('again', {});
    await holding().suspend('again');
    await change('again-000000', { State: 'ENABLED' });

    await holding().suspend('again');
    expect(states('again')).toEqual(['DISABLED']);
    await holding().resume('again');

    expect(states('again')).toEqual(['ENABLED']);
  });

  it.each([
    ['GetSchedule', 'error'],
    ['UpdateSchedule', 'error'],
    ['UpdateSchedule', 'throttle'],
    ['UpdateSchedule', 'timeout-after-effect'],
  ] as const)('is done over where %s ended in %s, and is still ours to undo', async (operation, kind) => {
    const id = `half-${operation}-${kind}`;
    await fill(id, {});
    wire.fail(operation, kind);
    await expect(holding().suspend(id)).rejects.toThrow();

    await holding().suspend(id);
    expect(states(id)).toEqual(['DISABLED']);
    wire.fail(operation, kind);
    await expect(holding().resume(id)).rejects.toThrow();
    await holding().resume(id);

    expect(states(id)).toEqual(['ENABLED']);
  });

  it('undoes what was never finished', async () => {
    await fill('unfinished', {});
    wire.fail('UpdateSchedule', 'timeout-after-effect');
    await expect(holding().suspend('unfinished')).rejects.toThrow();
    expect(states('unfinished')).toEqual(['DISABLED']);

    await holding().resume('unfinished');

    expect(states('unfinished')).toEqual(['ENABLED']);
  });

  it('forgets the mark of an item that names another schedule by now, and changes neither', async () => {
    await fill('moved', {});
    const elsewhere = { ':name': 'moved-elsewhere' };
    const row = { accountId: 'moved', scheduleId: 'moved-000000' };
    await holding().suspend('moved');
    await db.documents.send(
      new UpdateCommand({
        TableName: spec.table,
        Key: row,
        UpdateExpression: 'SET scheduleName = :name',
        ExpressionAttributeValues: elsewhere,
      }),
    );

    await holding().resume('moved');

    expect(await rows('moved')).toEqual([{ ...row, scheduleName: 'moved-elsewhere' }]);
    expect(states('moved')).toEqual(['DISABLED']);
  });

  it('passes over what will never fire again, which the service refuses to update', async () => {
    await fill(
      'over',
      {
        ScheduleExpression: 'at(2026-03-02T12:00:00)',
        ScheduleExpressionTimezone: 'UTC',
        ActionAfterCompletion: 'NONE',
      },
      {},
    );
    await clock.advance(2 * DAY);
    await expect(change('over-000000', { State: 'DISABLED' })).rejects.toBeInstanceOf(ValidationException);

    await holding().suspend('over');
    expect(states('over')).toEqual(['ENABLED', 'DISABLED']);
    await holding().fence!('over', 'd-1');
    await holding().resume('over');

    expect(states('over')).toEqual(['ENABLED', 'ENABLED']);
  });

  it('leaves disabled what would have fired meanwhile', async () => {
    const at = new Date(clock.now() + DAY).toISOString().slice(0, 19);
    await fill('missed', { ScheduleExpression: `at(${at})`, ScheduleExpressionTimezone: 'UTC' });
    await holding().suspend('missed');
    await clock.advance(2 * DAY);

    await holding().resume('missed');

    expect(states('missed')).toEqual(['DISABLED']);
    expect((await rows('missed')).filter((row) => 'suspendedByAccountDeletion' in row)).toEqual([]);
  });

  it('keeps the step of a rate whose start is past, which the service refuses to be told again', async () => {
    const StartDate = Math.floor(clock.now() / 1000);
    await fill('rated', { ScheduleExpression: 'rate(7 days)', StartDate }, { StartDate });
    await clock.advance(8 * DAY);
    await expect(change('rated-000000', { State: 'DISABLED' })).rejects.toBeInstanceOf(ValidationException);

    await holding().suspend('rated');

    expect(states('rated')).toEqual(['DISABLED', 'DISABLED']);
    expect(ofAccount('rated').map((schedule) => schedule.StartDate)).toEqual([
      StartDate + (14 * DAY) / 1000,
      undefined,
    ]);
  });
});
