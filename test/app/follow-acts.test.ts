import { describe, expect, it } from 'vitest';
import { followAccount } from '../../lambdas/app/follow-account.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { hold } from '../../lambdas/domain/hold.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const WAKE = { accountId: 'acme', deletionId: 'd-1' };
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const act = { by: 'AIDA1', reason: 'CASE-1' };

/** An account that came to be as it is by `steps`, and what following it at `now` does outside the table, and leaves. */
async function followed(now: Date, ...steps: ((account: Account) => Account)[]) {
  const accounts = memoryAccounts();
  for (const step of steps) await accounts.change('acme', step);
  const done: unknown[] = [];
  const note =
    (what: string) =>
    async (...how: unknown[]) =>
      void done.push([what, ...how]);
  const suspendable = (name: string) => ({ name, suspend: note(`suspend ${name}`), resume: note(`resume ${name}`) });
  const follow = followAccount({
    accounts,
    clock: () => now,
    schedules: {
      putPurge: note('schedule'),
      ensurePurge: async () => false,
      putReminder: note('remind'),
      drop: note('drop'),
    },
    startPurge: note('start'),
    startExport: note('export'),
    hasEnded: async (execution) => execution === 'arn:1',
    holdings: () => [suspendable('campaigns'), suspendable('schedules')],
    onRepair: (repair) => void done.push(['repair', repair]),
  });
  await follow('acme');
  const account = await accounts.load('acme');
  const dueThen = account.owed.filter(
    ({ kind, dueAt }) => dueAt <= now && !['notice', 'event', 'entry'].includes(kind),
  );
  return { done, account, dueThen };
}

describe('following an account', () => {
  it('makes both schedules of a confirmed deletion: the reminder’s names the mails that are owed', async () => {
    const { done, account, dueThen } = await followed(NOON, requested, () => scheduled());

    const reminders = account.owed.filter((owed) => owed.kind === 'notice' && owed.notice === 'deletion-reminder');
    expect(done).toEqual([
      ['schedule', WAKE, PURGE_AT],
      ['remind', 'd-1', reminders.map(({ id }) => ({ accountId: 'acme', id })), plus(PURGE_AT, -DAY)],
    ]);
    expect(reminders).toHaveLength(2);
    expect(dueThen).toEqual([]);
  });

  it('makes no schedule for a reminder that is out', async () => {
    const { done } = await followed(plus(PURGE_AT, -DAY), scheduled);

    expect(done).toEqual([['schedule', WAKE, PURGE_AT]]);
  });

  it('drops the schedules of one that was cancelled', async () => {
    const { done } = await followed(NOON, scheduled, (account) => cancel(account, EMAIL, NOON));

    expect(done).toEqual([['drop', 'd-1']]);
  });

  it('suspends every holding that can be, and resumes it', async () => {
    const off = (account: Account) => deactivate(account, EMAIL, NOON);

    expect((await followed(NOON, off)).done).toEqual([
      ['suspend campaigns', 'acme'],
      ['suspend schedules', 'acme'],
    ]);
    const { done, dueThen } = await followed(NOON, off, (account) => reactivate(account, EMAIL, NOON));
    expect(done).toEqual([
      ['resume campaigns', 'acme'],
      ['resume schedules', 'acme'],
    ]);
    expect(dueThen).toEqual([]);
  });

  it.each([
    ['on time', PURGE_AT, []],
    ['two minutes late', plus(PURGE_AT, 2 * MINUTE), []],
    ['later, and says so', plus(PURGE_AT, 3 * MINUTE), [{ ...WAKE, repaired: 'purge not begun', overdue: 180 }]],
  ])('begins a purge that is due: %s', async (_, now, repairs) => {
    const { done, dueThen } = await followed(now, scheduled);

    expect(done).toEqual([['start', WAKE], ...repairs.map((repair) => ['repair', repair])]);
    expect(dueThen.map(({ kind }) => kind)).toEqual(['purge']);
  });

  it.each([
    [
      'ended',
      'arn:1',
      [
        ['start', WAKE],
        ['repair', { ...WAKE, repaired: 'purge not ended' }],
      ],
    ],
    ['goes on', 'arn:2', []],
  ])('leaves a purge to its execution unless that has ended: one that %s', async (_, execution, expected) => {
    const { done } = await followed(PURGE_AT, scheduled, (account) => claim(account, { ...by, execution }, PURGE_AT));

    expect(done).toEqual(expected);
  });

  it('has a dead account looked at when something is due of it', async () => {
    const steps = [
      scheduled,
      (account: Account) => claim(account, by, PURGE_AT),
      (account: Account) => finish(account, by, { deletedAt: PURGE_AT, kept: [] }),
    ];

    expect((await followed(plus(PURGE_AT, DAY - 1), ...steps)).done).toEqual([]);
    expect((await followed(plus(PURGE_AT, DAY), ...steps)).done).toEqual([['start', WAKE]]);
  });

  it('ends a request whose time is over', async () => {
    const { account, dueThen } = await followed(plus(NOON, DAY), requested);

    expect(account).toMatchObject({ deletion: null });
    expect(dueThen).toEqual([]);
  });

  it('ends a hold whose date has come, and puts off a purge that one without a date stops', async () => {
    const held = (until: Date | null) => (account: Account) => hold(account, { ...act, until }, NOON);

    const over = await followed(plus(NOON, DAY), scheduled, held(plus(NOON, DAY)));
    expect(over.account).not.toHaveProperty('hold');
    const stopped = await followed(PURGE_AT, scheduled, held(null));
    expect(stopped.done).toEqual([]);
    expect(stopped.account.owed.filter(({ kind }) => kind === 'purge')).toMatchObject([{ dueAt: plus(PURGE_AT, DAY) }]);
  });

  it('changes nothing where nothing is due', async () => {
    const { account } = await followed(plus(NOON, DAY / 2), requested);

    expect(account).toMatchObject({ rev: 1, deletion: { state: 'awaiting-confirmation' } });
  });
});
