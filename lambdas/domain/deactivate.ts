import { type Account, type LivingAccount, open } from './account.ts';
import { countedAgainst, SWITCHING } from './limits.ts';
import { tellOwner } from './notices.ts';

/** Suspends what runs by itself; deactivating twice changes nothing. `email`: the verified address of who does it. */
export const deactivate = (account: Account, email: string | null, now: Date): LivingAccount =>
  switched(account, 'deactivated', email, now);

/** Resumes what was suspended; reactivating an active account changes nothing. */
export const reactivate = (account: Account, email: string | null, now: Date): LivingAccount =>
  switched(account, 'active', email, now);

const TOLD = {
  active: { notice: 'account-reactivated', event: 'AccountReactivated' },
  deactivated: { notice: 'account-deactivated', event: 'AccountDeactivated' },
} as const;

function switched(account: Account, status: LivingAccount['status'], email: string | null, now: Date): LivingAccount {
  const before = open(account);
  if (before.status === status) return before;
  const { notice, event } = TOLD[status];
  const after: LivingAccount = {
    ...before,
    status,
    switched: countedAgainst(SWITCHING, before.switched, now),
    owed: [...before.owed, { kind: 'suspension', dueAt: now }, { kind: 'event', event, dueAt: now }],
  };
  return tellOwner(after, { notice }, email, now);
}
