import { describe, expect, it } from 'vitest';
import { type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { tellMembers } from '../../lambdas/domain/notices.ts';
import type { OwedNotice } from '../../lambdas/domain/owed.ts';
import { claim } from '../../lambdas/domain/purge.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, scheduled } from '../support/accounts.ts';

const at = (span: number) => plus(NOON, span);
const notices = ({ owed }: Pick<LivingAccount, 'owed'>) =>
  owed.filter((item): item is OwedNotice => item.kind === 'notice');
const told = (account: Pick<LivingAccount, 'owed'>) =>
  notices(account).map(({ audience, notice, dueAt }) => `${audience} ${notice} ${dueAt.toISOString()}`);

describe('who is told what', () => {
  it('is owner and members of a confirmed deletion, at once and again a day before the purge', () => {
    const reminded = at(6 * DAY).toISOString();

    expect(told(scheduled())).toEqual([
      `owner deletion-scheduled ${NOON.toISOString()}`,
      `members deletion-scheduled ${NOON.toISOString()}`,
      `owner deletion-reminder ${reminded}`,
      `members deletion-reminder ${reminded}`,
    ]);
  });

  it('is only the last state: a cancel replaces what was not sent, and the reminders', () => {
    const cancelled = cancel(scheduled(), EMAIL, at(HOUR));

    expect(notices(cancelled).map(({ audience, notice }) => `${audience} ${notice}`)).toEqual([
      'owner deletion-cancelled',
      'members deletion-cancelled',
    ]);
  });

  it('keeps deactivation and deletion apart, and the newest of each', () => {
    const account = reactivate(deactivate(scheduled(), EMAIL, at(1)), EMAIL, at(2));

    expect(notices(account).map(({ notice }) => notice)).toEqual([
      'deletion-scheduled',
      'deletion-scheduled',
      'deletion-reminder',
      'deletion-reminder',
      'account-reactivated',
    ]);
  });

  it('is nothing of a pause that a cancel has ended before it was told', () => {
    const cancelled = cancel(deactivate(scheduled(), EMAIL, at(1)), EMAIL, at(2));

    expect(notices(cancelled).map(({ notice }) => notice)).toEqual(['deletion-cancelled', 'deletion-cancelled']);
  });

  it('never has a member’s address in it, and the owner’s is of the session that acted', () => {
    const [owner, members] = notices(cancel(scheduled(), 'new@example.com', at(HOUR)));

    expect(owner).toMatchObject({ to: 'new@example.com' });
    expect(JSON.stringify(members)).not.toContain('@');
    expect(notices(cancel(scheduled(), null, at(HOUR)))[0]).toMatchObject({ to: EMAIL });
  });

  it('is nothing of a grace period once the purge has begun', () => {
    const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };

    expect(told(claim(scheduled(), by, at(7 * DAY)))).toEqual([]);
  });
});

describe('how often members are told', () => {
  const notice = { notice: 'deletion-cancelled' } as const;
  const toldTimes = (times: number) => {
    let account: LivingAccount = untouched('acme');
    for (let n = 0; n < times; n++) account = { ...tellMembers(account, notice, at(n * HOUR)), owed: [] };
    return account;
  };

  it('is five times a day; a sixth waits until the first is a day old', () => {
    expect(notices(tellMembers(toldTimes(4), notice, at(5 * HOUR)))).toMatchObject([{ dueAt: at(5 * HOUR) }]);
    expect(notices(tellMembers(toldTimes(5), notice, at(5 * HOUR)))).toMatchObject([{ dueAt: at(DAY) }]);
  });

  it('counts each, also those of the same millisecond', () => {
    let account: LivingAccount = untouched('acme');
    for (let n = 0; n < 5; n++) account = { ...tellMembers(account, notice, NOON), owed: [] };

    expect(notices(tellMembers(account, notice, NOON))).toMatchObject([{ dueAt: at(DAY) }]);
  });

  it('counts the reminder that has gone out before a cancel', () => {
    let account = cancel(scheduled(), EMAIL, at(6 * DAY + HOUR));
    for (let n = 2; n < 5; n++) account = { ...tellMembers(account, notice, at(6 * DAY + n * HOUR)), owed: [] };

    expect(notices(tellMembers(account, notice, at(6 * DAY + 5 * HOUR)))).toMatchObject([{ dueAt: at(7 * DAY) }]);
    expect(cancel(scheduled(), EMAIL, at(6 * DAY)).told).toEqual([at(6 * DAY), at(6 * DAY)]);
    expect(cancel(scheduled(), EMAIL, at(6 * DAY - 1)).told).toEqual([at(6 * DAY - 1)]);
  });

  it('has one place for all that waits: the last state takes it', () => {
    const waiting = tellMembers(toldTimes(5), notice, at(5 * HOUR));

    const newer = tellMembers(waiting, notice, at(6 * HOUR));

    expect(notices(newer)).toMatchObject([{ dueAt: at(DAY) }]);
    expect(newer.told).toHaveLength(6);
  });
});
