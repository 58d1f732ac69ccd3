import { type Account, type LivingAccount, living } from './account.ts';
import type { Act } from './owed.ts';
import { Refused } from './refused.ts';
import { woken } from './wake-purge.ts';

/** Whether the law wants that nothing of the account is destroyed. */
export function isHeld(account: Account, now: Date): boolean {
  if (account.status === 'deleted' || !account.hold) return false;
  const { until } = account.hold;
  return until === null || now < until;
}

/** Who places a hold, for which case, and until when; null: until it is released. */
export interface Placing extends Act {
  readonly until: Date | null;
}

/**
 * Places a hold. Placed again for the same case it gets the new end; with the same end nothing changes.
 * @throws Fault `account-deleted`; Refused where it is held for another case, or would have ended already
 */
export function hold(account: Account, { by, reason, until }: Placing, now: Date): LivingAccount {
  const before = living(account);
  if (until !== null && until <= now) throw new Refused('ended-already', 'The hold would have ended already.');
  if (before.hold && isHeld(before, now)) {
    const { hold: held } = before;
    if (held.reason !== reason) throw new Refused('held', `It is held already, for the case ${held.reason}.`);
    if (held.until?.getTime() === until?.getTime()) return before;
  }
  return {
    ...before,
    hold: { by, reason, at: now, until },
    owed: [
      ...before.owed.filter(({ kind }) => kind !== 'hold-end'),
      ...(until === null ? [] : [{ kind: 'hold-end', dueAt: until } as const]),
      { kind: 'entry', entry: 'held', dueAt: now, deletionId: stopped(before), by, reason, until },
    ],
  };
}

/** Ends a hold, and has the purge go on that it stopped. @throws Fault `account-deleted`; Refused where there is none */
export function release(account: Account, act: Act, now: Date): LivingAccount {
  const before = living(account);
  if (!isHeld(before, now)) throw new Refused('not-held', 'There is no hold on it.');
  return free(before, 'released', act, now);
}

/** Ends a hold whose date has come, as releasing it would; anything else stays as it is. */
export function endHold(account: Account, now: Date): Account {
  if (account.status === 'deleted' || !account.hold || isHeld(account, now)) return account;
  return free(account, 'hold-ended', account.hold, now);
}

function free(
  { hold: _, ...before }: LivingAccount,
  entry: 'released' | 'hold-ended',
  { by, reason }: Act,
  now: Date,
): LivingAccount {
  return {
    ...before,
    owed: [
      ...woken(before, now).filter(({ kind }) => kind !== 'hold-end'),
      { kind: 'entry', entry, dueAt: now, deletionId: stopped(before), by, reason },
    ],
  };
}

/** The deletion that a hold stops, if there is one. */
const stopped = ({ deletion }: LivingAccount): string | null =>
  deletion && deletion.state !== 'awaiting-confirmation' ? deletion.deletionId : null;
