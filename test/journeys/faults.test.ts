import { DeleteScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const local = system();
const fault = (service: string, operation: string, kind: string, times: number) =>
  local.local('POST', '/faults', { service, operation, times, kind });
afterEach(() => local.local('DELETE', '/faults'));

type User = { userId: string; email: string };

async function confirmed(user: User) {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  const { body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  return body.deletion as { deletionId: string; purgeAt: string };
}

/** Moves the clock to shortly before the moment; a session taken then outlives it. */
async function justBefore(moment: string, user: User) {
  const seconds = Math.floor((Date.parse(moment) - (await local.now()).getTime()) / 1000) - 300;
  await local.advance(`PT${seconds}S`);
  return local.as(user);
}

const lateBy = (purgeAt: string, deletedAt: string) => (Date.parse(deletedAt) - Date.parse(purgeAt)) / 60_000;
const mailsTo = async ({ email }: User, subject: RegExp) =>
  (await local.local('GET', '/mail')).filter(
    (mail: { to: string; subject: string }) => mail.to === email && subject.test(mail.subject),
  );

describe('a mail that could not be handed over', () => {
  it('is said so, counts against no limit, and leaves a link that is good', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    await local.advance('PT1S');
    await fault('sesv2', 'SendEmail', 'timeout-after-effect', 1);

    const failed = await owner('POST', '/account/deletion');
    const arrived = await local.linkFor(user);

    expect([failed.status, failed.body.code]).toEqual([503, 'mail-unavailable']);
    expect((await owner('GET', '/account')).body.deletion).toMatchObject({ delivery: 'failed' });
    const good = await owner('POST', '/account/deletion/confirmation', { token: arrived });
    expect(good.body.deletion.state).toBe('scheduled');
  });

  it('can be asked for again at once', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    await local.advance('PT1S');
    await fault('sesv2', 'SendEmail', 'error', 1);

    expect((await owner('POST', '/account/deletion')).status).toBe(503);
    expect((await owner('POST', '/account/deletion')).body.deletion).toMatchObject({ delivery: 'sent' });
  });
});

describe('a schedule', () => {
  it('that could not be made at once is made as soon as it can', async () => {
    const { owner } = await local.account();
    await fault('scheduler', 'CreateSchedule', 'error', 20);
    const { deletionId } = await confirmed(owner);
    const made = () => local.parts.scheduler.schedules().some(({ Name }) => Name === `purge-${deletionId}`);

    await local.advance('PT1S');
    expect(made()).toBe(false);
    await local.advance('PT1H');

    expect(made()).toBe(true);
  });

  it('that was made though the answer was lost is there once', async () => {
    const { owner } = await local.account();
    await fault('scheduler', 'CreateSchedule', 'timeout-after-effect', 1);
    const { deletionId } = await confirmed(owner);

    await local.advance('PT1M');

    const names = local.parts.scheduler.schedules().map(({ Name }) => Name);
    expect(names.filter((name) => name === `purge-${deletionId}`)).toHaveLength(1);
  });

  it('of a cancelled deletion is dropped', async () => {
    const { owner: user } = await local.account();
    const { deletionId } = await confirmed(user);
    await local.advance('PT1S');

    await (await local.as(user))('DELETE', '/account/deletion');
    await local.advance('PT1S');

    expect(JSON.stringify(local.parts.scheduler.schedules())).not.toContain(deletionId);
  });

  it('that somebody has deleted is made again before its time, and the purge is not late', async () => {
    const { owner: user } = await local.account();
    const { deletionId, purgeAt } = await confirmed(user);
    await local.advance('PT1S');
    const GroupName = local.parts.template.scheduleGroups[0]!.name;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const scheduler = new SchedulerClient({ endpoint: local.parts.wire.url, region: 'eu-west-1', credentials });
    await scheduler.send(new DeleteScheduleCommand({ GroupName, Name: `purge-${deletionId}` }));

    const owner = await justBefore(purgeAt, user);
    const isThere = local.parts.scheduler.schedules().some(({ Name }) => Name === `purge-${deletionId}`);
    await local.advance('PT6M');

    expect(isThere).toBe(true);
    const { status, body } = await owner('GET', '/account');
    expect(status).toBe(410);
    expect(lateBy(purgeAt, body.deletedAt)).toBeLessThan(1);
  });

  it('that is lost for good, with its whole service, costs the purge less than an hour', async () => {
    const { owner: user } = await local.account();
    await fault('scheduler', 'CreateSchedule', 'error', 1_000);
    const { purgeAt } = await confirmed(user);
    const owner = await justBefore(purgeAt, user);

    await local.advance('PT50M');

    const { status, body } = await owner('GET', '/account');
    expect(status).toBe(410);
    expect(lateBy(purgeAt, body.deletedAt)).toBeLessThan(60);
  });
});

/** A week each: the longer run tries them all. */
const FAILING = [
  ['the table', 'dynamodb', 'TransactWriteItems'],
  ['the stores of the product', 'dynamodb', 'BatchWriteItem'],
  ['the carrier', 'pinpoint-sms-voice-v2', 'ReleasePhoneNumber'],
  ['its own engine', 'lambda', 'CheckpointDurableExecution'],
] as const;

describe('a purge', () => {
  it.each(process.env.LONG ? FAILING : FAILING.slice(0, 1))(
    'gets through when %s fails, is slow to say yes, or throttles, again and again',
    async (_, service, operation) => {
      const { accountId, owner: user } = await local.account(200);
      const { purgeAt } = await confirmed(user);
      const owner = await justBefore(purgeAt, user);
      for (const kind of ['error', 'timeout-after-effect', 'throttle']) await fault(service, operation, kind, 4);

      await local.advance('PT50M');

      expect((await owner('GET', '/account')).status).toBe(410);
      expect(
        (await local.local('GET', '/carrier')).filter((n: { accountId: string }) => n.accountId === accountId),
      ).toEqual([]);
      expect(await mailsTo(user, /has been deleted/)).toHaveLength(1);
    },
  );

  it('whose process is killed half-way goes on where it stopped', async () => {
    const { owner: user } = await local.account(3_000);
    const { purgeAt } = await confirmed(user);
    const owner = await justBefore(purgeAt, user);
    const purge = local.parts.template.functions.find(({ entry }) => entry.includes('purge-account'))!;
    const { calls } = local.parts.wire;
    calls.clear();
    const killAfterBatches = [5, 30, 60];
    const watch = setInterval(() => {
      const batches = calls.all().filter(({ operation }) => operation === 'BatchWriteItem').length;
      if (!(batches >= killAfterBatches[0]!)) return;
      killAfterBatches.shift();
      local.parts.functions.kill(purge.logicalId);
    }, 2);

    await local.advance('PT50M');
    clearInterval(watch);

    expect(killAfterBatches).toEqual([]);
    expect((await owner('GET', '/account')).status).toBe(410);
    expect(await mailsTo(user, /has been deleted/)).toHaveLength(1);
  });

  it('whose last mail fails is over all the same, and the mail comes later, once', async () => {
    const { owner: user } = await local.account();
    const { purgeAt } = await confirmed(user);
    const owner = await justBefore(purgeAt, user);
    await fault('sesv2', 'SendEmail', 'error', 15);

    await local.advance('PT5M10S');
    expect((await owner('GET', '/account')).status).toBe(410);
    expect(await mailsTo(user, /has been deleted/)).toEqual([]);
    await local.advance('PT2H');

    expect(await mailsTo(user, /has been deleted/)).toHaveLength(1);
  });

  it('that a forged wake-up asks for does not begin', async () => {
    const { accountId, owner: user } = await local.account();
    const { deletionId } = await confirmed(user);
    const [alias] = local.parts.template.aliases;
    const forged = [
      { accountId, deletionId },
      { accountId, deletionId: 'x' },
      { accountId: 'y', deletionId },
      null,
      'z',
    ];

    for (const wake of forged) local.parts.lambda.invokeAsync(alias!.arn, wake);
    await local.advance('PT1M');

    expect((await (await local.as(user))('GET', '/account')).body.deletion.state).toBe('scheduled');
  });
});
