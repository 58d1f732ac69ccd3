import { postpone, reapply, reapplyCancel } from '../domain/restore.ts';
import { verdictOf } from './ended-in-ledger.ts';
import { claimPath, entryPath } from './ledger-paths.ts';
import type { Accounts, Clock, Ledger } from './ports.ts';

/** The ids of all accounts that the table knows a scheduled deletion of. */
export type ScheduledAccounts = () => AsyncIterable<string>;

interface Ports {
  readonly accounts: Accounts;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly scheduled: ScheduledAccounts;
}

export interface Reapplied {
  /** Deletions that hold again, and whose accounts are looked at now. */
  readonly purged: number;
  /** Deletions that were cancelled, and that the table had forgotten to be. */
  readonly cancelled: number;
  /** Deletions that were given a day more, and their reminder again. */
  readonly postponed: number;
}

/**
 * After a restore: has every deletion that the ledger knows to have ended since then hold again, in whatever state the
 * table has it, and gives what is still scheduled a day at least. It may be repeated.
 */
export const reapplyDeletions =
  ({ accounts, ledger, clock, scheduled }: Ports) =>
  async (since: Date): Promise<Reapplied> => {
    const done = { purged: 0, cancelled: 0, postponed: 0 };
    const folders = Map.groupBy(await ledger.below('deletions/'), (path) => path.split('/')[1]!);
    for (const [deletionId, paths] of folders) {
      const verdict = await verdictOf(ledger, deletionId, paths);
      if (verdict.is === 'open' || (verdict.is === 'purged' && verdict.ended.deletedAt < since)) continue;
      const accountId = await accountOf(ledger, deletionId, verdict.is === 'purged' ? 'claimed' : 'cancelled');
      const before = await accounts.load(accountId);
      const after = await accounts.change(accountId, (account) =>
        verdict.is === 'purged'
          ? reapply(account, verdict.ended, clock())
          : reapplyCancel(account, deletionId, clock()),
      );
      if (after.rev !== before.rev) done[verdict.is] += 1;
    }
    for await (const accountId of scheduled()) {
      await accounts.change(accountId, (account) => postpone(account, clock()));
      done.postponed += 1;
    }
    return done;
  };

async function accountOf(ledger: Ledger, deletionId: string, entry: 'claimed' | 'cancelled'): Promise<string> {
  const path = entry === 'claimed' ? claimPath(deletionId) : entryPath({ deletionId, entry });
  return JSON.parse((await ledger.read(path))!).accountId;
}
