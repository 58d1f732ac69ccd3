import { type Account, currentDeletion, type Link, type LivingAccount, open } from './account.ts';
import { cancel } from './cancel.ts';
import { Fault } from './fault.ts';
import { openGrace } from './grace.ts';
import type { Act, Owed } from './owed.ts';
import { Refused } from './refused.ts';
import { notBefore } from './time.ts';

/** What an operator asks for an owner who cannot sign in. */
export interface AskOnBehalf extends Act {
  /** The id to use unless a request is waiting already. */
  readonly deletionId: string;
}

/**
 * Opens the grace period for an owner who cannot sign in, in place of a request that waits. Told to the addresses that
 * the members list knows, and to no other: who acted is none of them.
 * @throws Fault `account-deleted`, `deletion-in-progress`, `deletion-already-scheduled`
 */
export function requestOnBehalf(account: Account, { by, reason, ...ask }: AskOnBehalf, now: Date): LivingAccount {
  const before = open(account);
  const current = currentDeletion(before, now);
  if (current?.state === 'scheduled') throw new Fault('deletion-already-scheduled');

  const deletionId = current?.deletionId ?? ask.deletionId;
  const confirmedAt = notBefore(now, current?.requestedAt);
  return openGrace(
    { ...before, latestLink: current ? answered(before.latestLink) : before.latestLink },
    {
      deletionId,
      requestedAt: current?.requestedAt ?? confirmedAt,
      confirmedAt,
      address: null,
      entry: { entry: 'requested', deletionId, by, reason },
    },
  );
}

/** The owner who finds the link after all is told the date that there is now. */
const answered = (link: Link | null): Link | null => link && { ...link, outcome: 'confirmed' };

/**
 * Cancels for an owner who cannot sign in.
 * @throws Fault `account-deleted`, `deletion-in-progress`; Refused where there is nothing to cancel
 */
export function cancelOnBehalf(account: Account, { by, reason }: Act, now: Date): LivingAccount {
  const before = open(account);
  const deletion = currentDeletion(before, now);
  if (deletion === null) throw new Refused('nothing-to-cancel', 'There is no deletion to cancel.');
  const { deletionId } = deletion;
  const cancelled = cancel(before, null, now);
  const isOwners = (owed: Owed) =>
    owed.kind === 'entry' && owed.entry === 'cancelled' && owed.deletionId === deletionId;
  return {
    ...cancelled,
    owed: [
      ...cancelled.owed.filter((owed) => !isOwners(owed)),
      { kind: 'entry', entry: 'cancelled', dueAt: now, deletionId, by, reason },
    ],
  };
}
