import { type Account, currentDeletion, type LivingAccount, open } from './account.ts';
import { countReminder, tellMembers, tellOwner, untold } from './notices.ts';

const CANCELLED = { notice: 'deletion-cancelled' } as const;

/**
 * Ends a request or a grace period; with neither nothing changes. Out of grace the account comes back active.
 * `email`: the verified address of who cancels; null without one.
 */
export function cancel(account: Account, email: string | null, now: Date): LivingAccount {
  const before = open(account);
  const deletion = currentDeletion(before, now);
  if (deletion === null) return before;

  const { deletionId } = deletion;
  const cancelled: LivingAccount = {
    ...before,
    deletion: null,
    latestLink: before.latestLink && { ...before.latestLink, outcome: 'cancelled' },
    owed: [
      ...before.owed.filter(({ kind }) => kind !== 'purge' && kind !== 'expiry'),
      { kind: 'event', event: 'AccountDeletionCancelled', dueAt: now, deletionId },
    ],
  };
  // Nobody but the owner has heard of a request.
  if (deletion.state === 'awaiting-confirmation') {
    return tellOwner(cancelled, CANCELLED, email ?? deletion.mail?.sentTo ?? null, now);
  }

  const active: LivingAccount = {
    ...cancelled,
    status: 'active',
    owed: [
      ...untold(cancelled.owed, 'account-deactivated'),
      { kind: 'entry', entry: 'cancelled', dueAt: now, deletionId },
      { kind: 'schedule', dueAt: now, deletionId },
      ...(before.status === 'deactivated' ? [{ kind: 'suspension', dueAt: now } as const] : []),
    ],
  };
  const told = tellOwner(active, CANCELLED, email ?? deletion.addresses[0] ?? null, now);
  return tellMembers(countReminder(told, deletion.purgeAt, now), CANCELLED, now);
}
