import type { Account, LivingAccount } from './account.ts';
import { isHeld } from './hold.ts';
import type { Owed } from './owed.ts';
import { DAY, plus } from './time.ts';

/** So far a purge is put off that waits for an operator. */
export const PUT_OFF = DAY;

/** Whether nobody may begin the purge, or go on with it, until an operator says so. */
export const mustWait = (account: LivingAccount, now: Date): boolean =>
  isHeld(account, now) || (account.deletion?.state === 'purging' && account.deletion.quarantined !== undefined);

/** Puts a purge off that is due and must wait: those that can be done are not to stand in line behind it. */
export function putOffPurge(account: Account, now: Date): Account {
  if (account.status === 'deleted' || !mustWait(account, now)) return account;
  const isDue = ({ kind, dueAt }: Owed) => kind === 'purge' && dueAt <= now;
  if (!account.owed.some(isDue)) return account;
  const putOff = ({ id: _, ...owed }: Owed): Owed => ({ ...owed, dueAt: plus(now, PUT_OFF) });
  return { ...account, owed: account.owed.map((owed) => (isDue(owed) ? putOff(owed) : owed)) };
}
