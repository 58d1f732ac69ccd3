import { type Account, currentDeletion, type LivingAccount, open } from './account.ts';
import { tellMembers, tellOwner } from './notices.ts';

const CANCELLED = { notice: 'deletion-cancelled' } as const;

/**
 * Ends a request or a grace period; with neither nothing changes. Out of grace the account comes back active.
 * `email`: the verified address of who cancels; null without one.
 */
export function cancel(account: Account, email: string | null, now: Date): LivingAccount {
  const before = open(account);
  const deletion = currentDeletion(before, now);
  if (deletion === null) return before;

  const cancelled: LivingAccount = {
    ...before,
    deletion: null,
    latestLink: before.latestLink && { ...before.latestLink, outcome: 'cancelled' },
  };
  // Nobody but the owner has heard of a request.
  if (deletion.state === 'awaiting-confirmation') {
    return tellOwner(cancelled, CANCELLED, email ?? deletion.mail?.sentTo ?? null, now);
  }

  const { deletionId, addresses } = deletion;
  const active: LivingAccount = {
    ...cancelled,
    status: 'active',
    owed: [
      ...before.owed.filter((owed) => owed.kind !== 'purge'),
      { kind: 'schedule', dueAt: now, deletionId },
      ...(before.status === 'deactivated' ? [{ kind: 'suspension', dueAt: now } as const] : []),
    ],
  };
  return tellMembers(tellOwner(active, CANCELLED, email ?? addresses[0] ?? null, now), CANCELLED, now);
}
