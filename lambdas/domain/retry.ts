import { type Account, type LivingAccount, living, type Purging } from './account.ts';
import { isHeld } from './hold.ts';
import type { Act } from './owed.ts';
import { Refused } from './refused.ts';
import { woken } from './wake-purge.ts';

export interface Retrying extends Act {
  /** The purge goes on without a final export, which could not be made. */
  readonly withoutFinalExport?: true | undefined;
}

/**
 * Has a purge go on that was set aside, or that should have begun or ended by now.
 * @throws Fault `account-deleted`; Refused where no purge is due, or the account is held
 */
export function retry(account: Account, { by, reason, withoutFinalExport }: Retrying, now: Date): LivingAccount {
  const before = living(account);
  const { deletion } = before;
  if (isHeld(before, now)) throw new Refused('held', `It is held, for the case ${before.hold?.reason}.`);
  if (!deletion || deletion.state === 'awaiting-confirmation' || deletion.purgeAt > now) {
    throw new Refused('nothing-to-retry', 'No purge of it is due.');
  }
  if (deletion.state === 'scheduled' && withoutFinalExport) {
    throw new Refused('nothing-to-retry', 'Its purge has not begun: no final export has failed.');
  }
  const waived = withoutFinalExport && { withoutFinalExport };
  const { deletionId } = deletion;
  return {
    ...before,
    deletion: deletion.state === 'purging' ? freed(deletion, withoutFinalExport) : deletion,
    owed: [...woken(before, now), { kind: 'entry', entry: 'retried', dueAt: now, deletionId, by, reason, ...waived }],
  };
}

function freed({ quarantined: _, ...deletion }: Purging, withoutFinalExport: true | undefined): Purging {
  return withoutFinalExport ? { ...deletion, finalExportWaived: true } : deletion;
}
