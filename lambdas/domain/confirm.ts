import { type Account, currentDeletion, GRACE_PERIOD, type LivingAccount, open } from './account.ts';
import { Fault } from './fault.ts';
import { remindBefore, tellMembers, tellOwner } from './notices.ts';
import { notBefore, plus } from './time.ts';

export interface PresentedLink {
  readonly tokenHash: string;
  readonly presentedBy: string;
  /** The verified address of who presents it; null without one. */
  readonly email: string | null;
}

/** Opens the grace period. Confirming again keeps the first date. */
export function confirm(account: Account, link: PresentedLink, now: Date): LivingAccount {
  const before = open(account);
  const { latestLink: latest } = before;
  if (!latest || latest.tokenHash !== link.tokenHash || latest.asker !== link.presentedBy) {
    throw new Fault('token-invalid');
  }
  if (latest.outcome === 'confirmed') return before;
  if (latest.outcome === 'cancelled') throw new Fault('token-cancelled');
  const waiting = currentDeletion(before, now);
  if (waiting?.state !== 'awaiting-confirmation') throw new Fault('token-expired');

  const { deletionId, requestedAt, mail } = waiting;
  const confirmedAt = notBefore(now, requestedAt);
  const purgeAt = plus(confirmedAt, GRACE_PERIOD);
  const address = link.email ?? mail?.sentTo ?? null;
  const scheduled: LivingAccount = {
    ...before,
    latestLink: { ...latest, outcome: 'confirmed' },
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
      { kind: 'entry', entry: 'confirmed', dueAt: confirmedAt, deletionId },
    ],
  };
  const notice = { notice: 'deletion-scheduled', purgeAt } as const;
  const told = tellMembers(tellOwner(scheduled, notice, address, confirmedAt), notice, confirmedAt);
  return remindBefore(told, purgeAt, address);
}
