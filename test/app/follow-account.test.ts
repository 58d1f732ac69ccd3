import { describe, expect, it } from 'vitest';
import { followAccount } from '../../lambdas/app/follow-account.ts';
import type { Schedules } from '../../lambdas/app/ports.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const never = async () => expect.unreachable();

/** A confirmed deletion, and a scheduler whose purge schedules take effect after `first` has been done, once. */
async function setUp(first: () => Promise<void>, putReminder: Schedules['putReminder'] = async () => {}) {
  const accounts = memoryAccounts();
  await accounts.change('acme', (account) => request(account, ask(), NOON));
  await accounts.change('acme', (account) => confirm(account, link(), NOON));
  const there = new Set<string>();
  let waits = [first];
  const schedules: Schedules = {
    async putPurge({ deletionId }) {
      const [before] = waits;
      waits = [];
      await before?.();
      there.add(deletionId);
    },
    putReminder,
    drop: async (deletionId) => void there.delete(deletionId),
  };
  const ports = { accounts, clock: () => NOON, schedules, holdings: [], hasEnded: async () => true };
  const follow = followAccount({ ...ports, startPurge: never, startExport: never });
  const cancelled = () => accounts.change('acme', (account) => cancel(account, EMAIL, NOON));
  return { follow: () => follow('acme'), cancelled, there, accounts };
}

describe('following an account', () => {
  it('leaves the schedule of a confirmed deletion, and nothing to be done at once', async () => {
    const { follow, there, accounts } = await setUp(async () => {});

    await follow();

    expect([...there]).toEqual(['d-1']);
    expect((await accounts.load('acme')).owed.map(({ kind }) => kind)).not.toContain('schedule');
  });

  it('leaves none of one that was cancelled, and followed by somebody faster, before it took effect', async () => {
    const { follow, cancelled, there } = await setUp(async () => {
      await cancelled();
      await follow();
    });

    await follow();

    expect([...there]).toEqual([]);
  });

  it('leaves none either where it took effect and something else failed', async () => {
    const refuse = async () => {
      throw new Error('in the past');
    };
    const { follow, cancelled, there } = await setUp(async () => {
      await cancelled();
      await follow();
    }, refuse);

    await follow();

    expect([...there]).toEqual([]);
  });

  it('passes a failure on while the account is as it was: it comes again', async () => {
    const { follow, accounts } = await setUp(async () => {
      throw new Error('not now');
    });

    await expect(follow()).rejects.toThrow('not now');

    expect((await accounts.load('acme')).owed.map(({ kind }) => kind)).toContain('schedule');
  });
});
