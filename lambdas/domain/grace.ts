import { GRACE_PERIOD, type LivingAccount } from './account.ts';
import { remindBefore, tellMembers, tellOwner } from './notices.ts';
import type { Entry } from './owed.ts';
import { plus } from './time.ts';

/** A deletion that is to be scheduled. */
export interface Agreed {
  readonly deletionId: string;
  readonly requestedAt: Date;
  readonly confirmedAt: Date;
  /** The address of who agreed; null where the members list alone knows one. */
  readonly address: string | null;
  /** What the ledger says of it. */
  readonly entry: Entry;
}

/** Opens the grace period: owes its schedules, the purge at its end, and all that is told of it. */
export function openGrace(before: LivingAccount, agreed: Agreed): LivingAccount {
  const { deletionId, requestedAt, confirmedAt, address, entry } = agreed;
  const purgeAt = plus(confirmedAt, GRACE_PERIOD);
  const scheduled: LivingAccount = {
    ...before,
    deletion: {
      state: 'scheduled',
      deletionId,
      requestedAt,
      confirmedAt,
      purgeAt,
      addresses: address === null ? [] : [address],
    },
    owed: [
      ...before.owed.filter(({ kind }) => kind !== 'expiry'),
      { kind: 'schedule', dueAt: confirmedAt, deletionId },
      { kind: 'purge', dueAt: purgeAt, deletionId },
      { kind: 'event', event: 'AccountDeletionScheduled', dueAt: confirmedAt, deletionId, purgeAt },
      { kind: 'entry', dueAt: confirmedAt, ...entry },
    ],
  };
  const notice = { notice: 'deletion-scheduled', purgeAt } as const;
  const told = tellMembers(tellOwner(scheduled, notice, address, confirmedAt), notice, confirmedAt);
  return remindBefore(told, purgeAt, address);
}
