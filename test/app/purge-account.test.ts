import { describe, expect, it } from 'vitest';
import type { Accounts, Holding } from '../../lambdas/app/ports.ts';
import { purgeAccount } from '../../lambdas/app/purge-account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, HOUR, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryExecution } from '../support/memory-execution.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const WAKE = { accountId: 'acme', deletionId: 'd-1' };

/** A holding of so many records that goes `slice` records at a time and tells what is done to it. */
function holding(name: string, outcome: Holding['outcome'], told: string[], records = 2, slice = 10): Holding {
  let left = records;
  return {
    name,
    outcome,
    count: async () => ({ count: left }),
    async *export() {},
    suspend: async () => void told.push(`suspend ${name}`),
    resume: async () => void told.push(`resume ${name}`),
    async erase() {
      const erased = Math.min(left, slice);
      left -= erased;
      told.push(`${outcome} ${name}`);
      return { erased, ...(left > 0 && { cursor: { left } }) };
    },
    verify: async () => (outcome === 'retain' ? 0 : left),
  };
}

async function confirmed(): Promise<Accounts> {
  const accounts = memoryAccounts();
  await accounts.change('acme', (account) => request(account, ask(), NOON));
  await accounts.change('acme', (account) => confirm(account, link(), NOON));
  return accounts;
}

async function setUp({ at = PURGE_AT, accounts = confirmed(), some = undefined as Holding[] | undefined } = {}) {
  let now = at;
  const told: string[] = [];
  const holdings = some ?? [
    holding('members', 'erase', told),
    holding('phone-numbers', 'release', told),
    holding('campaigns', 'terminate', told),
    holding('contacts', 'erase', told, 25),
    holding('usage', 'retain', told),
  ];
  const store = await accounts;
  const members = { ownerAddress: async () => 'boss@example.com', async *others() {} };
  const { execution, log } = memoryExecution({ onWait: (seconds) => (now = plus(now, seconds * SECOND)) });
  const purge = purgeAccount({ accounts: store, clock: () => now, holdings, members });
  return { purge, execution, log, told, load: () => store.load('acme') };
}

describe('a purge', () => {
  it('fences, releases, closes the bill, erases, takes the members last, and leaves a tombstone', async () => {
    const { purge, execution, told, load } = await setUp();

    expect(await purge(WAKE, execution)).toBe('purged');

    expect(told).toEqual([
      'suspend campaigns',
      'release phone-numbers',
      'retain usage',
      'terminate campaigns',
      'erase contacts',
      'erase contacts',
      'erase contacts',
      'erase members',
    ]);
    expect(await load()).toMatchObject({ status: 'deleted', deletionId: 'd-1' });
  });

  it('owes the last mail to the owner’s address and to the one that the members list knows', async () => {
    const { purge, execution, load } = await setUp();

    await purge(WAKE, execution);

    expect((await load()).owed).toMatchObject([{ to: 'ada@example.com' }, { to: 'boss@example.com' }]);
  });

  it('waits out what is left of the grace period when woken early, and claims not a moment before', async () => {
    const { purge, execution, log, load } = await setUp({ at: plus(PURGE_AT, -59_001) });

    await purge(WAKE, execution);

    expect(log.slice(0, 3)).toEqual(['claim', 'until purgeAt: 60 s', 'claim']);
    expect(await load()).toMatchObject({ status: 'deleted' });
  });

  it.each([
    ['more than two minutes early', { at: plus(PURGE_AT, -2 * MINUTE - 1) }, WAKE],
    ['for a deletion that was cancelled', { accounts: confirmed().then(cancelled) }, WAKE],
    ['for an earlier deletion', {}, { ...WAKE, deletionId: 'd-0' }],
    ['for an account nobody knows', {}, { ...WAKE, accountId: 'nobody' }],
  ])('woken %s does nothing', async (_, options, wake) => {
    const { purge, execution, told, log } = await setUp(options);

    expect(await purge(wake, execution)).toBe('nothing to do');

    expect([told, log]).toEqual([[], ['claim']]);
  });

  it('woken a hundred times happens once', async () => {
    const { purge, told } = await setUp();

    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => purge(WAKE, memoryExecution({ id: `arn:${n}` }).execution)),
    );

    expect(outcomes.filter((outcome) => outcome === 'purged')).toHaveLength(1);
    expect(told.filter((what) => what === 'release phone-numbers')).toHaveLength(1);
  });

  it('goes round again an hour later when something is left, and only ends when all is gone', async () => {
    let left = 3;
    const stubborn = { ...holding('contacts', 'erase', []), verify: async () => --left };
    const { purge, execution, log, load } = await setUp({ some: [stubborn] });

    await purge(WAKE, execution);

    expect(log.filter((line) => line === 'before another round: 3600 s')).toHaveLength(2);
    expect(await load()).toMatchObject({ deletedAt: plus(PURGE_AT, 2 * HOUR) });
  });

  it('fails for good, and stays claimed, when something is left after three days', async () => {
    const immortal = { ...holding('contacts', 'erase', []), verify: async () => 1 };
    const { purge, execution, load } = await setUp({ some: [immortal] });

    await expect(purge(WAKE, execution)).rejects.toThrow('something is left');

    expect(await load()).toMatchObject({ deletion: { state: 'purging' } });
  });
});

async function cancelled(accounts: Accounts): Promise<Accounts> {
  await accounts.change('acme', (account) => cancel(account, EMAIL, NOON));
  return accounts;
}
