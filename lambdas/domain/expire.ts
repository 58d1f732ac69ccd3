import { type Account, isIn } from './account.ts';

/**
 * Ends a request that nobody has confirmed in time; anything else stays as it is. The link is kept, for it still has to
 * answer that it has expired.
 */
export function expire(account: Account, deletionId: string, now: Date): Account {
  const isIt = isIn(account, 'awaiting-confirmation') && account.deletion.deletionId === deletionId;
  return isIt ? expireOverdue(account, now) : account;
}

/** The same, whichever deletion it is: for who begins another one before anybody has seen to it. */
export function expireOverdue(account: Account, now: Date): Account {
  if (!isIn(account, 'awaiting-confirmation')) return account;
  const { deletionId, confirmBy } = account.deletion;
  if (now < confirmBy) return account;
  return {
    ...account,
    deletion: null,
    owed: [
      ...account.owed.filter(({ kind }) => kind !== 'expiry'),
      { kind: 'event', event: 'AccountDeletionExpired', dueAt: confirmBy, deletionId },
    ],
  };
}
