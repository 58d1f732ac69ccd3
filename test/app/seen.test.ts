import { describe, expect, it } from 'vitest';
import { begin } from '../../lambdas/app/claim-purge.ts';
import { followAccount, type Repair } from '../../lambdas/app/follow-account.ts';
import type { DueItem } from '../../lambdas/app/ports.ts';
import { sweep } from '../../lambdas/app/sweep.ts';
import { isAgain } from '../../lambdas/domain/again.ts';
import { DAY, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { NOON, scheduled } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const WAKE = { accountId: 'acme', deletionId: 'd-1' };

/** An account in grace, and what is heard of it. */
async function inGrace() {
  const accounts = memoryAccounts();
  await accounts.change('acme', () => scheduled());
  const repairs: Repair[] = [];
  const started: unknown[] = [];
  const ends = new Set<string>();
  let now = NOON;
  const nothing = async () => {};
  const follow = followAccount({
    accounts,
    clock: () => now,
    schedules: { putPurge: nothing, ensurePurge: async () => false, putReminder: nothing, drop: nothing },
    startPurge: async (wake) => void started.push(wake),
    startExport: nothing,
    hasEnded: async (execution) => ends.has(execution),
    holdings: () => [],
    onRepair: (repair) => void repairs.push(repair),
  });
  return {
    repairs,
    started,
    ends,
    async followAt(date: Date) {
      now = date;
      await follow('acme');
    },
    async claimAt(date: Date, execution: string) {
      const heard: [object, number][] = [];
      const members = { ownerAddress: async () => null, async *others() {} };
      const ports = { accounts, members, ledger: memoryLedger(), clock: () => date, newToken: () => 'receipt' };
      const onClaim = (wake: object, lateness: number) => void heard.push([wake, lateness]);
      await begin({ ...ports, onClaim, hasEnded: async (claimer) => ends.has(claimer) }, WAKE, execution);
      return heard;
    },
  };
}

describe('a purge that nobody has begun', () => {
  it('is told of, with how late it is, once its schedule should long have woken it', async () => {
    const { repairs, started, followAt } = await inGrace();

    await followAt(plus(PURGE_AT, 2 * MINUTE));
    expect([started.length, repairs]).toEqual([1, []]);
    await followAt(plus(PURGE_AT, 15 * MINUTE));

    expect(started).toHaveLength(2);
    expect(repairs).toEqual([{ ...WAKE, repaired: 'purge not begun', overdue: 900 }]);
  });
});

describe('a purge that has begun', () => {
  it('says how late, in seconds, and so does who takes it up', async () => {
    const { claimAt, ends } = await inGrace();

    expect(await claimAt(plus(PURGE_AT, 1_500), 'arn:1')).toEqual([[WAKE, 1.5]]);
    ends.add('arn:1');

    expect(await claimAt(plus(PURGE_AT, DAY), 'arn:2')).toEqual([[WAKE, 1.5]]);
  });

  it('says nothing where there is nothing to claim', async () => {
    const { claimAt } = await inGrace();

    expect(await claimAt(plus(PURGE_AT, -DAY), 'arn:1')).toEqual([]);
  });

  it('is told of where its execution has ended and the purge has not, and only then', async () => {
    const { claimAt, followAt, repairs, ends } = await inGrace();
    await claimAt(PURGE_AT, 'arn:1');

    await followAt(plus(PURGE_AT, DAY));
    expect(repairs).toEqual([]);
    ends.add('arn:1');
    await followAt(plus(PURGE_AT, DAY));

    expect(repairs).toEqual([{ ...WAKE, repaired: 'purge not ended' }]);
  });
});

describe('what the sweep does again', () => {
  it.each([
    ['event', 59 * SECOND, false],
    ['event', 61 * SECOND, true],
    ['schedule', 61 * SECOND, true],
    ['notice', 15 * MINUTE, false],
    ['notice', 21 * MINUTE, true],
    ['expiry', 15 * MINUTE, false],
    ['retention-end', 21 * MINUTE, true],
    ['purge', DAY, false],
    ['export', DAY, false],
  ] as const)('%s, due for %i ms: %s', (kind, span, again) => {
    expect(isAgain({ kind, dueAt: NOON }, plus(NOON, span))).toBe(again);
  });

  it('is counted beside what is due', async () => {
    const items = ['event', 'purge', 'schedule'].map(
      (kind): DueItem => ({ accountId: 'acme', id: kind, kind: kind as DueItem['kind'], dueAt: NOON }),
    );
    const run = sweep({
      due: (line) => [batchOf(items.filter(({ kind }) => (kind === 'purge') === (line === 'purges')))],
      doAgain: async () => {},
      clock: () => plus(NOON, 15 * MINUTE),
      brake: async () => ({ paused: null, tripped: false }),
      ledger: memoryLedger(),
    });

    expect(await run()).toEqual({ due: 3, again: 2, tripped: false });
  });
});

async function* batchOf(items: readonly DueItem[]) {
  yield items;
}
