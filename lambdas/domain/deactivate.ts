import { type Account, type LivingAccount, open } from './account.ts';
import { countedAgainst, SWITCHING } from './limits.ts';

/** Suspends what runs by itself; deactivating twice changes nothing. */
export const deactivate = (account: Account, now: Date): LivingAccount => switched(account, 'deactivated', now);

/** Resumes what was suspended; reactivating an active account changes nothing. */
export const reactivate = (account: Account, now: Date): LivingAccount => switched(account, 'active', now);

function switched(account: Account, status: LivingAccount['status'], now: Date): LivingAccount {
  const before = open(account);
  if (before.status === status) return before;
  return {
    ...before,
    status,
    switched: countedAgainst(SWITCHING, before.switched, now),
    owed: [...before.owed, { kind: 'suspension', dueAt: now }],
  };
}
