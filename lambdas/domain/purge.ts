import type { Account, DeletedAccount, Purging } from './account.ts';
import type { OwedNotice } from './owed.ts';
import { MINUTE, notBefore, secondsUntil } from './time.ts';

/** A wake-up this much too early waits the rest out; an earlier one is none of ours. */
const WAITED_OUT = 2 * MINUTE;

export interface Claim {
  readonly deletionId: string;
  /** ARN of the execution that claims. */
  readonly execution: string;
  /** The address that the account's members list knows of the owner, if any. */
  readonly ownerAddress: string | null;
}

/** Begins the purge, if its time has come and nobody else has begun it; else nothing changes. */
export function claim(account: Account, by: Claim, now: Date): Account {
  if (account.status === 'deleted' || account.deletion?.state !== 'scheduled') return account;
  const { deletion } = account;
  if (deletion.deletionId !== by.deletionId || now < deletion.purgeAt) return account;
  const addresses = new Set([...deletion.addresses, ...(by.ownerAddress === null ? [] : [by.ownerAddress])]);
  return {
    ...account,
    // What is not sent by now would tell of a grace period that is over.
    owed: account.owed.filter(({ kind }) => kind !== 'notice'),
    deletion: { ...deletion, state: 'purging', startedAt: now, execution: by.execution, addresses: [...addresses] },
  };
}

/** The purge, if this execution is the one that claimed it. */
export function claimedBy(account: Account, { deletionId, execution }: Omit<Claim, 'ownerAddress'>): Purging | null {
  if (account.status === 'deleted' || account.deletion?.state !== 'purging') return null;
  const { deletion } = account;
  return deletion.deletionId === deletionId && deletion.execution === execution ? deletion : null;
}

/** Seconds that a wake-up for this deletion has to wait; 0 if it is due, null if there is nothing to wait for. */
export function secondsToWait(account: Account, deletionId: string, now: Date): number | null {
  if (account.status === 'deleted' || account.deletion?.state !== 'scheduled') return null;
  if (account.deletion.deletionId !== deletionId) return null;
  const { purgeAt } = account.deletion;
  return purgeAt.getTime() - now.getTime() > WAITED_OUT ? null : secondsUntil(purgeAt, now);
}

/** Ends the purge: what is left is a tombstone, and the last mail is owed. Only who claimed it can. */
export function finish(account: Account, by: Omit<Claim, 'ownerAddress'>, now: Date): Account {
  const purging = claimedBy(account, by);
  if (purging === null) return account;
  const deletedAt = notBefore(now, purging.startedAt);
  const notices = purging.addresses.map(
    (to): OwedNotice => ({
      kind: 'notice',
      audience: 'owner',
      notice: 'account-deleted',
      dueAt: deletedAt,
      to,
      deletedAt,
    }),
  );
  const { accountId, rev } = account;
  const { deletionId } = purging;
  return { accountId, rev, status: 'deleted', deletionId, deletedAt, owed: notices } satisfies DeletedAccount;
}
