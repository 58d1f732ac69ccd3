import { type Account, type DeletedAccount, isIn, type LivingAccount } from './account.ts';
import { remindBefore } from './notices.ts';
import { type End, owedLater } from './purge.ts';
import { DAY, plus } from './time.ts';

/** What the ledger knows of a purge that has ended. */
export interface Ended extends End {
  readonly deletionId: string;
  readonly receiptId: string;
}

/** After a restore nothing is purged for so long: whoever confirmed it is reminded again, and can still cancel. */
const AT_LEAST = DAY;

/**
 * Has a deletion hold again after a restore: leaves the tombstone that the table has lost, and has the account looked at
 * now, for what came back of it. Nobody is told a second time.
 */
export function reapply(account: Account, ended: Ended, now: Date): Account {
  return account.status === 'deleted' ? lookAgain(account, now) : entombed(account, ended, now);
}

function entombed({ accountId, rev }: LivingAccount, ended: Ended, now: Date): DeletedAccount {
  const { deletionId, receiptId, deletedAt, finalExportUntil } = ended;
  // Of what is over the ledger has its sequel; records that were kept may have come back, and go again.
  const later = owedLater(ended).filter(({ kind, dueAt }) => kind === 'retention-end' || dueAt > now);
  return {
    accountId,
    rev,
    status: 'deleted',
    deletionId,
    deletedAt,
    receiptId,
    ...(finalExportUntil && { finalExportUntil }),
    owed: [{ kind: 'check', dueAt: now }, ...later],
  };
}

function lookAgain(account: DeletedAccount, now: Date): DeletedAccount {
  if (account.owed.some(({ kind, dueAt }) => kind === 'check' && dueAt <= now)) return account;
  return { ...account, owed: [...account.owed.filter(({ kind }) => kind !== 'check'), { kind: 'check', dueAt: now }] };
}

/** Ends a deletion that the ledger knows as cancelled and a restored table as scheduled. Its owner has been told. */
export function reapplyCancel(account: Account, deletionId: string, now: Date): Account {
  if (!isIn(account, 'scheduled') || account.deletion.deletionId !== deletionId) return account;
  return {
    ...account,
    status: 'active',
    deletion: null,
    latestLink: account.latestLink && { ...account.latestLink, outcome: 'cancelled' },
    owed: [
      ...account.owed.filter(({ kind }) => kind !== 'purge' && kind !== 'notice'),
      { kind: 'schedule', dueAt: now, deletionId },
      { kind: 'suspension', dueAt: now },
    ],
  };
}

/** Gives a deletion that a restore has brought back a day at least, and its reminder again. */
export function postpone(account: Account, now: Date): Account {
  if (!isIn(account, 'scheduled')) return account;
  const { deletion } = account;
  const purgeAt = new Date(Math.max(deletion.purgeAt.getTime(), plus(now, AT_LEAST).getTime()));
  const { deletionId, addresses } = deletion;
  const owed = account.owed.filter(
    (item) => item.kind !== 'purge' && !(item.kind === 'notice' && item.notice === 'deletion-reminder'),
  );
  const postponed: LivingAccount = {
    ...account,
    deletion: { ...deletion, purgeAt },
    owed: [...owed, { kind: 'schedule', dueAt: now, deletionId }, { kind: 'purge', dueAt: purgeAt, deletionId }],
  };
  return remindBefore(postponed, purgeAt, addresses[0] ?? null);
}
