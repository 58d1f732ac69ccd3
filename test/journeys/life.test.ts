import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const SEVEN_DAYS = 604_800_000;
const local = system();
const KEYS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Asks, reads the mail and confirms; gives the owner's session and the scheduled deletion. */
async function confirmed(user: { userId: string; email: string }) {
  const owner = await local.as(user);
  expect((await owner('POST', '/account/deletion')).status).toBe(202);
  const { status, body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  expect(status).toBe(200);
  return { owner, deletion: body.deletion };
}

const ada = { userId: 'ada', email: 'ada@acme.example' };

describe('the whole life of a deletion', () => {
  it('shows what goes and what stays before the first click', async () => {
    const owner = await local.as('ada');

    const { status, body } = await owner('GET', '/account/deletion/preview');

    expect(status).toBe(200);
    expect(body.holdings).toEqual([
      { name: 'profile', outcome: 'erase', count: 1 },
      { name: 'members', outcome: 'erase', count: 3 },
      { name: 'phone-numbers', outcome: 'release', count: 3 },
      { name: 'campaigns', outcome: 'terminate', count: 3 },
      { name: 'schedules', outcome: 'terminate', count: expect.any(Number) },
      { name: 'contacts', outcome: 'erase', count: 1_000 },
      { name: 'calls', outcome: 'erase', count: expect.any(Number) },
      { name: 'recordings', outcome: 'erase', count: 6 },
      { name: 'identity', outcome: 'erase', count: 3 },
    ]);
    expect(body.retained).toEqual([
      {
        name: 'usage',
        count: expect.any(Number),
        ground: expect.any(String),
        until: expect.stringMatching(/^20\d\d-/),
      },
    ]);
    expect(body).toMatchObject({ balance: { currency: 'USD', amount: '42.17' }, members: 2, lastExportAt: null });
  });

  it('goes from the request over the mail to seven days of grace, to the millisecond', async () => {
    const { deletion } = await confirmed(ada);

    expect(Date.parse(deletion.purgeAt) - Date.parse(deletion.confirmedAt)).toBe(SEVEN_DAYS);
    const schedule = await local.until(() =>
      local.parts.scheduler.schedules().find(({ Name }) => Name.startsWith('purge-')),
    );
    const second = new Date(Math.ceil(Date.parse(deletion.purgeAt) / 1000) * 1000).toISOString().slice(0, 19);
    expect(schedule).toMatchObject({ Name: `purge-${deletion.deletionId}`, ScheduleExpression: `at(${second})` });
  });

  it('works as ever until the last minute, and is cancelled then', async () => {
    for (const step of ['P6DT23H58M', 'PT1M', 'PT30S']) {
      await local.advance(step);
      const owner = await local.as('ada');
      expect((await owner('GET', '/account')).body.deletion.state).toBe('scheduled');
    }

    const owner = await local.as('ada');
    const { status, body } = await owner('DELETE', '/account/deletion');

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'active', deletion: null });
    await local.advance('P1D');
    expect((await (await local.as('ada'))('GET', '/account')).body).toMatchObject({ status: 'active', deletion: null });
    expect((await local.local('GET', '/carrier')).filter(isAcme)).toHaveLength(3);
  });

  it('is gone within seconds of purgeAt when asked and confirmed again', async () => {
    const { deletion } = await confirmed(ada);
    await local.advance('P6DT23H59M');
    const owner = await local.as(ada);

    await local.advance('PT70S');

    const { status, body } = await owner('GET', '/account');
    expect([status, body.code]).toEqual([410, 'account-deleted']);
    expect(body.legalContact).toBe('legal@example.com');
    expect(Date.parse(body.finalExportUntil) - Date.parse(body.deletedAt)).toBe(30 * 86_400_000);
    const late = Date.parse(body.deletedAt) - Date.parse(deletion.purgeAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(10_000);
  });

  it('has given the numbers back, and told the owner', async () => {
    expect((await local.local('GET', '/carrier')).filter(isAcme)).toEqual([]);
    expect(await local.local('GET', '/carrier')).toContainEqual(expect.objectContaining({ status: 'RELEASED' }));
    const mails = (await local.local('GET', '/mail')).filter(({ to }: { to: string }) => to === ada.email);
    expect(mails.at(-1)).toMatchObject({ subject: 'Your account has been deleted' });
  });

  it('leaves the account’s id in the tombstone and the retained records alone, and nothing personal in either', async () => {
    const left = (await local.tables()).filter(({ item }) => JSON.stringify(item).match(/"(ACCOUNT#)?acme"/));

    const usage = left.filter(({ table }) => table === 'voice-usage');
    expect(usage.length).toBeGreaterThan(0);
    const rest = left.filter((found) => !usage.includes(found));
    expect(rest.map(({ item }) => (item.sk as { S: string }).S.replace(/^(OWED#[a-z-]+).*/, '$1')).sort()).toEqual([
      'ACCOUNT',
      'OWED#backups-end',
      'OWED#check',
      'OWED#final-export-end',
      'OWED#retention-end',
    ]);
    expect(rest.find(({ item }) => (item.sk as { S: string }).S === 'ACCOUNT')!.item.status).toEqual({ S: 'deleted' });
    const kept = 'accountId,amount,currency,dueAt,period,quantity,recordId,retainedFor,retainedUntil,type'.split(',');
    for (const { item } of usage) expect(kept).toEqual(expect.arrayContaining(Object.keys(item)));
    expect(JSON.stringify(left)).not.toMatch(/@|\+1555|Ada/);
  });

  it('leaves no file, no user, no schedule and no running campaign', async () => {
    const { s3, pool, scheduler, wire } = local.parts;
    const sfn = new SFNClient({ endpoint: wire.url, region: 'eu-west-1', credentials: KEYS });
    const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:voice-campaigns';
    const { executions } = await sfn.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));

    expect(s3.objects('example-voice-recordings').filter(({ key }) => key.startsWith('recordings/acme/'))).toEqual([]);
    expect(['ada', 'ben', 'cleo', 'dora'].filter((name) => pool.has(name))).toEqual(['dora']);
    // One is of the account whose id begins alike.
    expect(executions).toHaveLength(1);
    expect(scheduler.schedules().filter(({ GroupName }) => GroupName === 'voice-schedules')).toHaveLength(1);
  });

  it('took one execution of at most three invocations', () => {
    const purged = local.parts.lambda.executions().filter(({ operations }) => operations.length > 5);

    expect(purged).toHaveLength(1);
    expect(purged[0]).toMatchObject({ status: 'SUCCEEDED' });
    expect(purged[0]!.invocations).toBeLessThanOrEqual(3);
  });

  it('never touched the account whose id begins alike', async () => {
    const owner = await local.as('dora');

    expect((await owner('GET', '/account')).body).toMatchObject({ accountId: 'acme-labs', status: 'active' });
    const { body } = await owner('GET', '/account/deletion/preview');
    expect(body.holdings.map(({ count }: { count: number }) => count).every((count: number) => count > 0)).toBe(true);
  });

  it('stays gone for every user and every verb, and for who asks for a session', async () => {
    const routes = [
      ['GET', '/account'],
      ['GET', '/account/deletion/preview'],
      ['PUT', '/account/deactivation'],
      ['DELETE', '/account/deactivation'],
      ['POST', '/account/deletion'],
      ['DELETE', '/account/deletion'],
      ['POST', '/account/deletion/confirmation', { token: 'x' }],
    ] as const;
    const token = await local.parts.issuer.token({
      user: { userId: 'ada', accountId: 'acme', role: 'owner', email: ada.email },
    });

    for (const [method, path, body] of routes)
      expect((await local.call(method, `/api${path}`, body, token)).body.code).toBe('account-deleted');
    expect((await local.call('POST', '/_local/token', { userId: 'ada' })).status).toBe(410);
  });
});

const SUSPENDED: Record<string, string> = { running: 'suspended', active: 'suspended', ENABLED: 'DISABLED' };

const isAcme = ({ accountId }: { accountId: string | null }) => accountId === 'acme';

describe('deactivating', () => {
  it('suspends what runs by itself, deletes nothing, and reactivating resumes just that', async () => {
    const { accountId, owner: user } = await local.account(60);
    const owner = await local.as(user);
    const flags = async () => {
      const found = (await local.tables()).filter(({ table }) => /campaigns|schedules|numbers/.test(table));
      const ofAccount = found.filter(({ item }) => JSON.stringify(item.accountId) === JSON.stringify({ S: accountId }));
      const schedules = new Map(local.parts.scheduler.schedules().map(({ Name, State }) => [Name, State]));
      return ofAccount
        .map(({ item }) => (item.status ?? item.scheduleName) as { S: string })
        .map(({ S }) => schedules.get(S) ?? S)
        .sort();
    };
    const before = await flags();

    expect((await owner('PUT', '/account/deactivation')).body.status).toBe('deactivated');
    await local.advance('PT1S');
    expect(await flags()).toEqual(before.map((flag) => SUSPENDED[flag] ?? flag).sort());
    expect((await owner('DELETE', '/account/deactivation')).body.status).toBe('active');
    await local.advance('PT1S');

    expect(await flags()).toEqual(before);
  });

  it('can be followed by a deletion, out of which a cancel brings the account back active and running', async () => {
    const { owner: user } = await local.account();
    await (await local.as(user))('PUT', '/account/deactivation');
    const { owner } = await confirmed(user);
    expect((await owner('GET', '/account')).body.status).toBe('deactivated');

    const { body } = await owner('DELETE', '/account/deletion');

    expect(body).toMatchObject({ status: 'active', deletion: null });
    await local.advance('PT1S');
    expect(JSON.stringify(await local.tables())).not.toContain('"suspended"');
  });
});
