import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';
import { operatorOf } from './operator.ts';

const DAY = 86_400_000;
const local = system({ seed: null });
const operator = operatorOf(() => local.parts.url);

const mailsTo = async (address: string): Promise<string[]> =>
  (await local.local('GET', '/mail'))
    .filter(({ to }: { to: string }) => to === address)
    .map(({ subject }: { subject: string }) => subject);

/** What the ledger says of an account, once all that was owed to it is there. */
async function history(accountId: string): Promise<{ what: string; facts: Record<string, unknown> }[]> {
  const shown = await local.until(async () => {
    const answer = await operator('show', accountId);
    return answer.owed.some(({ kind }: { kind: string }) => kind === 'entry') ? null : answer;
  });
  return shown!.history.map(({ what, facts }: { what: string; facts: object }) => ({ what, facts }));
}

async function inGrace() {
  const account = await local.account();
  await operator('request', account.accountId, '--reason', 'CASE-1');
  return account;
}

const gone = (accountId: string) =>
  local.until(async () => (await operator('show', accountId)).status === 'deleted', 30_000);

describe('asking for an owner who cannot sign in', () => {
  it('schedules in seven days, tells owner and members, and stands in the ledger with who and why', async () => {
    const { accountId, owner, member } = await local.account();

    const { code, deletion } = await operator('request', accountId, '--reason', 'CASE-1');

    expect(code).toBe(0);
    expect(deletion).toMatchObject({ state: 'scheduled', addresses: 0 });
    expect(Date.parse(deletion.purgeAt) - Date.parse(deletion.confirmedAt)).toBe(7 * DAY);
    expect(await history(accountId)).toEqual([{ what: 'requested', facts: { by: 'AIDAEVA', reason: 'CASE-1' } }]);
    const told = 'Your account is going to be deleted';
    await local.until(async () => (await mailsTo(member.email)).length > 0);
    expect([await mailsTo(owner.email), await mailsTo(member.email)]).toEqual([[told], [told]]);
  });

  it('is listed before its time by whoever looks that far ahead', async () => {
    const { accountId } = await inGrace();
    const listed = async (...args: string[]) => (await operator('overdue', ...args)).overdue;

    expect(await listed('--hours', '168')).toContainEqual(expect.objectContaining({ accountId, is: 'coming' }));
    expect(await listed('--hours', '167')).toEqual([]);
    await operator('cancel', accountId, '--reason', 'CASE-2');
  });

  it('is shown to the owner, who can cancel it', async () => {
    const { accountId, owner } = await inGrace();
    const asOwner = await local.as(owner);

    expect((await asOwner('GET', '/account')).body.deletion.state).toBe('scheduled');
    expect((await asOwner('DELETE', '/account/deletion')).body.deletion).toBeNull();

    expect((await operator('show', accountId)).deletion).toBeNull();
  });

  it('takes the place of a request that waits, and ends what waits of it', async () => {
    const { accountId, owner } = await local.account();
    const asOwner = await local.as(owner);
    const { body } = await asOwner('POST', '/account/deletion');

    const { deletion } = await operator('request', accountId, '--reason', 'CASE-1');

    expect(deletion.deletionId).toBe(body.deletion.deletionId);
    const { owed, ...shown } = await operator('show', accountId);
    expect(JSON.stringify([owed, shown])).not.toContain('@');
    expect(owed.map(({ kind }: { kind: string }) => kind)).not.toContain('expiry');
  });

  it.each([
    ['in grace', async () => (await inGrace()).accountId, 'deletion-already-scheduled'],
    ['of an account that nobody knows', async () => 'nobody', 'unknown-account'],
  ])('is refused %s', async (_, account, error) => {
    expect(await operator('request', await account(), '--reason', 'CASE-2')).toMatchObject({ code: 1, error });
  });
});

describe('cancelling for an owner who cannot sign in', () => {
  it('ends the grace period, tells who had been told, and stands in the ledger', async () => {
    const { accountId, owner } = await inGrace();

    expect(await operator.as('AIDABOB')('cancel', accountId, '--reason', 'CASE-2')).toMatchObject({
      code: 0,
      deletion: null,
    });

    expect(await history(accountId)).toContainEqual({
      what: 'cancelled',
      facts: { by: 'AIDABOB', reason: 'CASE-2' },
    });
    expect((await mailsTo(owner.email)).at(-1)).toBe('The deletion of your account is cancelled');
  });

  it('is refused where there is nothing to cancel', async () => {
    const { accountId } = await local.account();

    expect(await operator('cancel', accountId, '--reason', 'CASE-2')).toMatchObject({
      code: 1,
      error: 'nothing-to-cancel',
    });
  });
});

describe('a legal hold', () => {
  it('leaves it to the owner to cancel, and stays', async () => {
    const { accountId, owner } = await inGrace();
    await operator('hold', accountId, '--reason', 'LAW-1');

    expect((await (await local.as(owner))('DELETE', '/account/deletion')).status).toBe(200);
    expect(await operator('show', accountId)).toMatchObject({ deletion: null, hold: { reason: 'LAW-1' } });
  });

  it('shows the owner nothing new', async () => {
    const { accountId, owner } = await inGrace();
    const seen = async () => (await (await local.as(owner))('GET', '/account')).body;
    const { now: _, ...before } = await seen();
    await operator('hold', accountId, '--reason', 'LAW-1');
    const { now: __, ...after } = await seen();

    expect(after).toEqual(before);
    await operator('cancel', accountId, '--reason', 'CASE-2');
  });

  it('can be placed before there is a deletion, and is in the ledger all the same', async () => {
    const { accountId } = await local.account();
    await operator('hold', accountId, '--reason', 'LAW-1');

    expect(await history(accountId)).toEqual([
      { what: 'held', facts: { by: 'AIDAEVA', reason: 'LAW-1', until: null } },
    ]);
  });

  it('is refused while another case has one, and where it would have ended already', async () => {
    const { accountId } = await local.account();
    await operator('hold', accountId, '--reason', 'LAW-1');
    const ended = ['--until', '2020-01-01T00:00:00Z'];

    expect(await operator('hold', accountId, '--reason', 'LAW-9')).toMatchObject({ code: 1, error: 'held' });
    expect(await operator('hold', accountId, '--reason', 'LAW-1', ...ended)).toMatchObject({ error: 'ended-already' });
  });

  it('cannot be released where there is none', async () => {
    const { accountId } = await local.account();

    expect(await operator('release', accountId, '--reason', 'C')).toMatchObject({ code: 1, error: 'not-held' });
  });
});

describe('a pause', () => {
  it('cannot be lifted where there is none', async () => {
    expect(await operator('go', '--reason', 'P-3')).toMatchObject({ code: 1, error: 'not-paused' });
  });
});

describe('as the days go by', { timeout: 120_000 }, () => {
  let [released, ended, paused] = ['', '', ''];
  const whats = async (accountId: string) => (await history(accountId)).map(({ what }) => what);

  it('a held purge does not begin though it is due, and begins once it is released', async () => {
    [released, ended] = [(await inGrace()).accountId, (await inGrace()).accountId];
    const until = new Date((await local.now()).getTime() + 10 * DAY).toISOString();
    await operator('hold', released, '--reason', 'LAW-1');
    expect(await operator('hold', ended, '--reason', 'LAW-1', '--until', until)).toMatchObject({ hold: { until } });
    await local.advance('P4D');
    paused = (await inGrace()).accountId;
    await local.advance('P5D');

    const { overdue } = await operator('overdue');
    expect(overdue.map(({ accountId, is }: Record<string, string>) => [accountId, is]).sort()).toEqual(
      [
        [released, 'held'],
        [ended, 'held'],
      ].sort(),
    );
    await operator('release', released, '--reason', 'LAW-2');

    expect(await gone(released)).toBe(true);
    expect(await history(released)).toEqual(
      expect.arrayContaining([
        { what: 'held', facts: { by: 'AIDAEVA', reason: 'LAW-1', until: null } },
        { what: 'released', facts: { by: 'AIDAEVA', reason: 'LAW-2' } },
      ]),
    );
  });

  it('a hold ends by its date, and the purge begins by itself', async () => {
    expect((await operator('show', ended)).status).toBe('active');
    await local.advance('P1DT1H');

    expect(await gone(ended)).toBe(true);
    expect(await whats(ended)).toContain('hold-ended');
  });

  it('a pause keeps every purge from beginning until an operator lets them go', async () => {
    expect((await operator('pause', '--reason', 'P-1')).paused).toMatchObject({ by: 'AIDAEVA', reason: 'P-1' });
    expect((await operator.as('AIDABOB')('pause', '--reason', 'P-2')).paused).toMatchObject({ by: 'AIDAEVA' });
    await local.advance('P1D');

    const late = await operator('overdue');
    expect(late).toMatchObject({ paused: { reason: 'P-1' }, overdue: [{ accountId: paused, is: 'waiting' }] });
    expect(await operator.as('AIDABOB')('go', '--reason', 'P-3')).toMatchObject({ code: 0, paused: null });
    await local.advance('PT16M');

    expect(await gone(paused)).toBe(true);
  });

  it('a pause and its end stand in the ledger', () => {
    const { LedgerBucket = '' } = local.parts.template.outputs('AccountDeletion-local-State')!;
    const keys = local.parts.s3.objects(LedgerBucket).map(({ key }) => key);
    const said = keys.filter((key) => /^operators\/[^/]+$/.test(key)).map((key) => key.replace(/-\d.*/, ''));

    expect(said).toEqual(['operators/go', 'operators/paused']);
  });

  it('nothing can be done to an account that is gone', async () => {
    for (const verb of ['hold', 'release', 'cancel', 'request', 'retry'])
      expect(await operator(verb, released, '--reason', 'C-1')).toMatchObject({ code: 1, error: 'account-deleted' });
  });
});
