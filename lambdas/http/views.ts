import { type Account, currentDeletion, type Deletion, living } from '../domain/account.ts';
import type { Session } from '../domain/session.ts';

/**
 * The account as the API shows it (SPEC 7).
 * @throws Fault `account-deleted`
 */
export function accountView(account: Account, { userId, role }: Session, now: Date) {
  const alive = living(account);
  const deletion = currentDeletion(alive, now);
  return {
    accountId: alive.accountId,
    status: alive.status,
    now,
    viewer: { userId, role },
    deletion: deletion && deletionView(deletion, role),
  };
}

function deletionView(deletion: Deletion, role: Session['role']) {
  const { state, deletionId, requestedAt } = deletion;
  if (state === 'awaiting-confirmation') {
    const { confirmBy, mail } = deletion;
    return { deletionId, state, requestedAt, confirmBy, ...(role === 'owner' && mail) };
  }
  const { confirmedAt, purgeAt } = deletion;
  const scheduled = { deletionId, state, requestedAt, confirmedAt, purgeAt };
  return state === 'purging' ? { ...scheduled, startedAt: deletion.startedAt } : scheduled;
}
