import type { LivingAccount } from './account.ts';
import type { Notice, Owed, OwedNotice } from './owed.ts';
import { DAY, plus } from './time.ts';

/** A member is told so often in a day, and no more: what exceeds it waits, and becomes the last state. */
const TOLD_A_DAY = 5;
/** How long before the purge the reminder comes. */
const REMINDED_BEFORE = DAY;

/** Owes the owner a mail; it replaces what is not yet sent of the same matter. */
export function tellOwner(account: LivingAccount, notice: Notice, to: string | null, now: Date): LivingAccount {
  const owed = account.owed.filter((item) => !isReplaced(item, notice, 'owner'));
  return { ...account, owed: [...owed, { kind: 'notice', audience: 'owner', dueAt: now, to, ...notice }] };
}

/** Owes every member a mail; after five in a day it waits until the oldest of them is a day old. */
export function tellMembers(account: LivingAccount, notice: Notice, now: Date): LivingAccount {
  const owed = account.owed.filter((item) => !isReplaced(item, notice, 'members'));
  const told = account.told.filter((time) => plus(time, DAY) > now);
  // One that waits has its place in the count already: what replaces it takes that place.
  const waiting = told.find((time) => time > now);
  const dueAt = waiting ?? (told.length < TOLD_A_DAY ? now : plus(told.at(-TOLD_A_DAY)!, DAY));
  return {
    ...account,
    told: waiting ? told : [...told, dueAt],
    owed: [...owed, { kind: 'notice', audience: 'members', dueAt, ...notice }],
  };
}

/** Owes owner and members the reminder, a day before the purge. */
export function remindBefore(account: LivingAccount, purgeAt: Date, to: string | null): LivingAccount {
  const reminder = { kind: 'notice', notice: 'deletion-reminder', purgeAt } as const;
  const dueAt = plus(purgeAt, -REMINDED_BEFORE);
  return {
    ...account,
    owed: [...account.owed, { ...reminder, audience: 'owner', dueAt, to }, { ...reminder, audience: 'members', dueAt }],
  };
}

/** Once the reminder has gone out it counts as what members are told in a day; of a deletion that is cancelled. */
export function countReminder(account: LivingAccount, purgeAt: Date, now: Date): LivingAccount {
  const remindedAt = plus(purgeAt, -REMINDED_BEFORE);
  return remindedAt > now ? account : { ...account, told: [...account.told, remindedAt] };
}

/** What is owed without a notice that is not sent yet, and not so any more. */
export const untold = (owed: readonly Owed[], notice: Notice['notice']): Owed[] =>
  owed.filter((item) => item.kind !== 'notice' || item.notice !== notice);

/** Deactivation is one matter, the deletion another, an export a third. */
function matterOf({ notice }: Notice): 'status' | 'export' | 'deletion' {
  if (notice === 'account-deactivated' || notice === 'account-reactivated') return 'status';
  return notice === 'export-ready' ? 'export' : 'deletion';
}

const isReplaced = (item: Owed, notice: Notice, audience: OwedNotice['audience']): boolean =>
  item.kind === 'notice' && item.audience === audience && matterOf(item) === matterOf(notice);
