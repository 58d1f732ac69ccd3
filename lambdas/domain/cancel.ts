import { type Account, currentDeletion, type LivingAccount, open } from './account.ts';

/** Ends a request or a grace period; with neither nothing changes. Out of grace the account comes back active. */
export function cancel(account: Account, now: Date): LivingAccount {
  const before = open(account);
  const deletion = currentDeletion(before, now);
  if (deletion === null) return before;

  const cancelled: LivingAccount = {
    ...before,
    deletion: null,
    latestLink: before.latestLink && { ...before.latestLink, outcome: 'cancelled' },
  };
  if (deletion.state === 'awaiting-confirmation') return cancelled;

  const { deletionId } = deletion;
  return {
    ...cancelled,
    status: 'active',
    owed: [
      ...before.owed.filter((owed) => owed.kind !== 'purge'),
      { kind: 'schedule', dueAt: now, deletionId },
      ...(before.status === 'deactivated' ? [{ kind: 'suspension', dueAt: now } as const] : []),
    ],
  };
}
