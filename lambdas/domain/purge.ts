import { type Account, type DeletedAccount, isIn, type Purging } from './account.ts';
import type { AfterPurge } from './after-purge.ts';
import { isHeld } from './hold.ts';
import type { Owed, OwedNotice, OwedRetentionEnd } from './owed.ts';
import { BACKUP_HORIZON, FINAL_EXPORT_KEPT } from './retention.ts';
import { DAY, MINUTE, plus, secondsUntil } from './time.ts';

/** A wake-up this much too early waits the rest out; an earlier one is none of ours. */
const WAITED_OUT = 2 * MINUTE;
/** How long after the purge it is looked again for what was written to the dead account. */
const CHECKED_AFTER = DAY;

/** Which execution carries out which deletion. */
export interface Executor {
  readonly deletionId: string;
  /** ARN of the execution. */
  readonly execution: string;
}

export interface Claim extends Executor {
  /** The address that the account's members list knows of the owner, if any. */
  readonly ownerAddress: string | null;
  /** The id to use for the receipt, unless the purge has one. */
  readonly receiptId: string;
  /** ARN of an execution that has ended, whatever it had claimed. */
  readonly ended?: string | undefined;
}

/**
 * Begins the purge, if its time has come and nobody else is at it, or goes on with what has stopped; else nothing
 * changes, and while the account is held neither.
 */
export function claim(account: Account, by: Claim, now: Date): Account {
  if (account.status === 'deleted' || account.deletion?.deletionId !== by.deletionId) return account;
  if (isHeld(account, now)) return account;
  const { deletion } = account;
  if (deletion.state === 'purging') {
    const isFree = deletion.execution === by.ended && !deletion.quarantined;
    return isFree ? { ...account, deletion: { ...deletion, execution: by.execution } } : account;
  }
  if (deletion.state !== 'scheduled' || now < deletion.purgeAt) return account;
  const { execution, receiptId } = by;
  const addresses = new Set([...deletion.addresses, ...(by.ownerAddress === null ? [] : [by.ownerAddress])]);
  return {
    ...account,
    // From here on the archives are data to be erased like any other.
    exports: [],
    // What is not sent by now would tell of a grace period that is over.
    owed: account.owed.filter(({ kind }) => kind !== 'notice' && kind !== 'export' && kind !== 'export-end'),
    deletion: { ...deletion, state: 'purging', startedAt: now, execution, receiptId, addresses: [...addresses] },
  };
}

/** The purge, if this execution is the one that claimed it. */
export function claimedBy(account: Account, { deletionId, execution }: Executor): Purging | null {
  if (!isIn(account, 'purging')) return null;
  const { deletion } = account;
  return deletion.deletionId === deletionId && deletion.execution === execution ? deletion : null;
}

/** Seconds that a wake-up for this deletion has to wait; 0 if it is due, null if there is nothing to wait for. */
export function secondsToWait(account: Account, deletionId: string, now: Date): number | null {
  if (!isIn(account, 'scheduled') || account.deletion.deletionId !== deletionId) return null;
  const { purgeAt } = account.deletion;
  return purgeAt.getTime() - now.getTime() > WAITED_OUT ? null : secondsUntil(purgeAt, now);
}

/** Sets a purge aside that could not be done in time: nobody goes on with it until an operator says so. */
export function quarantine(account: Account, by: Executor, holdings: readonly string[], now: Date): Account {
  const purging = claimedBy(account, by);
  if (account.status === 'deleted' || purging === null) return account;
  return { ...account, deletion: { ...purging, quarantined: { at: now, holdings } } };
}

/** What stays of a holding, and until when. */
export interface Kept {
  readonly holding: string;
  readonly until: Date;
}

/** How a purge ended. */
export interface End {
  readonly deletedAt: Date;
  readonly kept: readonly Kept[];
  /** Until when the final export can be asked for; absent where none was made. */
  readonly finalExportUntil?: Date | undefined;
}

/** Ends the purge: what is left is a tombstone, and what follows is owed. Only who claimed it can. */
export function finish(account: Account, by: Executor, { deletedAt, kept, finalExportUntil }: End): Account {
  const purging = claimedBy(account, by);
  if (purging === null) return account;
  const { accountId, rev } = account;
  const { deletionId, receiptId } = purging;
  const about = { deletedAt, receiptId, ...(finalExportUntil && { finalExportUntil }) };
  const notices = purging.addresses.map(
    (to): OwedNotice => ({
      kind: 'notice',
      audience: 'owner',
      notice: 'account-deleted',
      dueAt: deletedAt,
      to,
      ...about,
    }),
  );
  const owed: Owed[] = [
    // What the world has not been told yet of the time before.
    ...account.owed.filter(({ kind }) => kind === 'event' || kind === 'entry'),
    ...notices,
    { kind: 'event', event: 'AccountDeleted', dueAt: deletedAt, deletionId, deletedAt, receiptId },
    { kind: 'check', dueAt: plus(deletedAt, CHECKED_AFTER) },
    ...owedLater({ deletedAt, kept, finalExportUntil }),
  ];
  return { accountId, rev, status: 'deleted', deletionId, ...about, owed } satisfies DeletedAccount;
}

/** What is owed of a dead account in the weeks and years to come. */
export function owedLater({ deletedAt, kept, finalExportUntil }: End): readonly AfterPurge[] {
  return [
    { kind: 'backups-end', dueAt: plus(deletedAt, BACKUP_HORIZON) },
    ...retentionEnds(kept),
    // Also where none was made: what was begun of one, or is still being written, is destroyed as well.
    { kind: 'final-export-end', dueAt: finalExportUntil ?? plus(deletedAt, FINAL_EXPORT_KEPT) },
  ];
}

/** One owed item for each date, however many holdings are kept until then. */
function retentionEnds(kept: readonly Kept[]): OwedRetentionEnd[] {
  const byDate = Map.groupBy(kept, ({ until }) => until.getTime());
  return [...byDate].map(([time, some]) => ({
    kind: 'retention-end',
    dueAt: new Date(time),
    holdings: some.map(({ holding }) => holding),
  }));
}
