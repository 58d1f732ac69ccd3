import { type Account, currentDeletion, type LivingAccount, open } from './account.ts';
import { Fault } from './fault.ts';
import { openGrace } from './grace.ts';
import { notBefore } from './time.ts';

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
  return openGrace(
    { ...before, latestLink: { ...latest, outcome: 'confirmed' } },
    {
      deletionId,
      requestedAt,
      confirmedAt: notBefore(now, requestedAt),
      address: link.email ?? mail?.sentTo ?? null,
      entry: { entry: 'confirmed', deletionId },
    },
  );
}
