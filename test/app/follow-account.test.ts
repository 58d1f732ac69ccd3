import { describe, expect, it } from 'vitest';
import { followAccount, type Repair } from '../../lambdas/app/follow-account.ts';
import type { Schedules } from '../../lambdas/app/ports.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const never = async () => expect.unreachable();
/** Holdings of an account that is neither suspended nor resumed. */
const notNeeded = () => expect.unreachable();

/** A confirmed deletion, and a scheduler whose purge schedules take effect after `first` has been done, once. */
async function setUp(first: () => Promise<void> = async () => {}, putReminder = async () => {}) {
  const accounts = memoryAccounts();
  await accounts.change('acme', (account) => request(account, ask(), NOON));
  await accounts.change('acme', (account) => confirm(account, link(), NOON));
  const there = new Set<string>();
  let waits = [first];
  let now = NOON;
  const repairs: unknown[] = [];
  const schedules: Schedules = {
    async putPurge(wake) {
      await schedules.ensurePurge(wake, now);
    },
    async ensurePurge({ deletionId }) {
      const [before] = waits;
      waits = [];
      await before?.();
      const wasThere = there.has(deletionId);
      there.add(deletionId);
      return !wasThere;
    },
    putReminder,
    drop: async (deletionId) => void there.delete(deletionId),
  };
  const ports = { accounts, clock: () => now, schedules, holdings: notNeeded, hasEnded: async () => true };
  const onRepair = (repair: Repair) => void repairs.push(repair.repaired);
  const follow = followAccount({ ...ports, startPurge: never, startExport: never, onRepair });
  const cancelled = () => accounts.change('acme', (account) => cancel(account, EMAIL, NOON));
  /** The schedule gets lost after the account was followed, and the time is `moment`. */
  const lost = async (moment: Date, next = async () => {}) => {
    await follow('acme');
    there.clear();
    now = moment;
    waits = [next];
  };
  return { follow: () => follow('acme'), cancelled, lost, there, repairs, accounts };
}

describe('following an account', () => {
  it('leaves the schedule of a confirmed deletion, and nothing to be done at once', async () => {
    const { follow, there, accounts } = await setUp();

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

  it.each([
    ['makes a schedule again that is lost', plus(PURGE_AT, -20 * MINUTE), ['d-1']],
    ['does so up to the last minute', plus(PURGE_AT, -MINUTE - 1), ['d-1']],
    ['does not look for one before', plus(PURGE_AT, -20 * MINUTE - 1), []],
  ])('%s', async (_, moment, there) => {
    const lab = await setUp();
    await lab.lost(moment);

    await lab.follow();

    expect([...lab.there]).toEqual(there);
    expect(lab.repairs).toEqual(there.map(() => 'schedule missing'));
  });

  it('counts no repair where the schedule is there', async () => {
    const lab = await setUp();
    await lab.lost(plus(PURGE_AT, -10 * MINUTE));
    lab.there.add('d-1');

    await lab.follow();

    expect(lab.repairs).toEqual([]);
  });

  it('leaves none that it made again of one that was cancelled meanwhile', async () => {
    const lab = await setUp();
    await lab.lost(plus(PURGE_AT, -10 * MINUTE), async () => {
      await lab.cancelled();
      await lab.follow();
    });

    await lab.follow();

    expect([...lab.there]).toEqual([]);
  });

  it('passes a failure on while the account is as it was: it comes again', async () => {
    const { follow, accounts } = await setUp(async () => {
      throw new Error('not now');
    });

    await expect(follow()).rejects.toThrow('not now');

    expect((await accounts.load('acme')).owed.map(({ kind }) => kind)).toContain('schedule');
  });
});
