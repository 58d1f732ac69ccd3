import { type Account, currentDeletion, isIn, LINK_LIFE, type LivingAccount, open } from './account.ts';
import { Fault } from './fault.ts';
import { ASKING, countedAgainst } from './limits.ts';
import { MINUTE, notBefore, plus } from './time.ts';

/** How recent a sign-in must be to ask for a deletion; exactly that old still counts. */
const RECENT_SIGN_IN = 15 * MINUTE;

export interface Ask {
  /** The id to use unless a request is waiting already. */
  readonly deletionId: string;
  readonly tokenHash: string;
  readonly asker: string;
  /** When the asker signed in; null where the session does not say. */
  readonly authenticatedAt: Date | null;
  /** The asker's verified address; null without one. */
  readonly email: string | null;
}

/** Opens a request, or renews the one that waits: it keeps its id, and the older link is dead. */
export function request(account: Account, ask: Ask, now: Date): LivingAccount {
  const before = open(account);
  // A save whose answer was lost is decided again: by its token it knows itself.
  if (before.latestLink?.tokenHash === ask.tokenHash) return before;
  const waiting = currentDeletion(before, now);
  if (waiting?.state === 'scheduled') throw new Fault('deletion-already-scheduled');
  if (!isRecent(ask.authenticatedAt, now)) throw new Fault('reauthentication-required');
  if (ask.email === null) throw new Fault('email-unverified');

  const requestedAt = notBefore(now, waiting?.requestedAt);
  const confirmBy = plus(requestedAt, LINK_LIFE);
  const deletionId = waiting?.deletionId ?? ask.deletionId;
  return {
    ...before,
    asked: countedAgainst(ASKING, before.asked, requestedAt),
    latestLink: { tokenHash: ask.tokenHash, asker: ask.asker, confirmBy, outcome: 'waiting' },
    deletion: {
      state: 'awaiting-confirmation',
      deletionId,
      requestedAt,
      confirmBy,
      mail: { sentTo: ask.email, delivery: 'sent' },
    },
    owed: [
      ...before.owed.filter(({ kind }) => kind !== 'expiry'),
      { kind: 'expiry', dueAt: confirmBy, deletionId },
      { kind: 'event', event: 'AccountDeletionRequested', dueAt: requestedAt, deletionId, confirmBy },
    ],
  };
}

/** The mail with this link could not be handed over: it counts against no limit, and the link stays good. */
export function mailFailed(account: Account, tokenHash: string): Account {
  if (!isIn(account, 'awaiting-confirmation') || account.latestLink?.tokenHash !== tokenHash) return account;
  const { deletion } = account;
  if (deletion.mail?.delivery !== 'sent') return account;
  return {
    ...account,
    asked: account.asked.filter((time) => time.getTime() !== deletion.requestedAt.getTime()),
    deletion: { ...deletion, mail: { ...deletion.mail, delivery: 'failed' } },
  };
}

const isRecent = (authenticatedAt: Date | null, now: Date): boolean =>
  authenticatedAt !== null && authenticatedAt <= now && now <= plus(authenticatedAt, RECENT_SIGN_IN);
