import { strict as assert } from 'node:assert';
import type { Account, Deletion } from '../../lambdas/domain/account.ts';
import { hashOf } from '../../lambdas/domain/token.ts';
import { NEVER_SEEN, type Purging, type State } from './model.ts';

/** What the model says of an account, revision by revision, and what has become of its deletions. */
export interface Track {
  readonly accountId: string;
  readonly states: State[];
  /** What the bus is to hear, by the revision that it tells of. */
  readonly events: Map<number, string>;
  readonly confirmed: Set<string>;
  /** In grace. */
  readonly cancelled: Set<string>;
  readonly claimed: Map<string, Purging>;
  readonly purged: Set<string>;
  /** The last of what everybody is to hear of. */
  lastWord: 'deletion-scheduled' | 'deletion-cancelled' | null;
}

export const track = (accountId: string): Track => ({
  accountId,
  states: [NEVER_SEEN],
  events: new Map(),
  confirmed: new Set(),
  cancelled: new Set(),
  claimed: new Map(),
  purged: new Set(),
  lastWord: null,
});

export const currentState = ({ states }: Track): State => states.at(-1)!;

/** Notes the next state of an account, once for each revision. */
export function append(track: Track, rev: number, before: State, after: State): void {
  assert.equal(rev, track.states.length, 'a revision was skipped, or used twice');
  track.states.push(after);
  const event = eventOf(before, after);
  if (event) track.events.set(rev, event);
  const [was, is] = [before.deletion, after.deletion];
  if (event === 'AccountDeletionScheduled') track.lastWord = 'deletion-scheduled';
  if (event === 'AccountDeletionCancelled') track.lastWord = 'deletion-cancelled';
  if (is?.stage === 'scheduled') track.confirmed.add(is.id);
  if (is?.stage === 'purging' && was?.stage === 'scheduled') {
    assert.ok(!track.claimed.has(is.id), 'purged twice');
    track.claimed.set(is.id, is);
  }
  if (was?.stage === 'scheduled' && is === null) track.cancelled.add(was.id);
  if (after.ended && !before.ended) track.purged.add(after.ended.id);
  for (const id of track.claimed.keys()) assert.ok(!track.cancelled.has(id), 'both cancelled and purged');
}

/** What other services are told of a change; null if nothing. */
function eventOf(before: State, after: State): string | null {
  const [was, is] = [before.deletion, after.deletion];
  if (after.status === 'deleted') return before.status === 'deleted' ? null : 'AccountDeleted';
  if (is?.stage === 'awaiting-confirmation') {
    if (was?.stage !== is.stage || was.requestedAt !== is.requestedAt || before.link?.token !== after.link?.token)
      return 'AccountDeletionRequested';
  }
  if (is?.stage === 'scheduled' && was?.stage !== 'scheduled') return 'AccountDeletionScheduled';
  if (was && !is)
    return was.stage === 'awaiting-confirmation' && before.link?.outcome === after.link?.outcome
      ? 'AccountDeletionExpired'
      : 'AccountDeletionCancelled';
  if (before.status !== after.status) return after.status === 'active' ? 'AccountReactivated' : 'AccountDeactivated';
  return null;
}

const hashes = new Map<string, string>();
function hash(token: string): string {
  const known = hashes.get(token) ?? hashOf(token);
  hashes.set(token, known);
  return known;
}

/** Holds the account against the model's state of it. */
export function agrees(account: Account, state: State): void {
  const { link } = state;
  assert.deepEqual(stateOf(account), { ...state, link: link && { ...link, token: hash(link.token) } });
}

/** The account, as the model would have it; of tokens only the hash is known. */
function stateOf(account: Account): State {
  if (account.status === 'deleted') {
    return {
      ...NEVER_SEEN,
      status: 'deleted',
      ended: { id: account.deletionId, deletedAt: account.deletedAt.getTime() },
    };
  }
  const { status, deletion, latestLink: link, asked, switched, hold, exported, exports } = account;
  const preparing = exports.find(({ state }) => state === 'preparing');
  return {
    status,
    deletion: deletion && deletionOf(deletion),
    link: link && { token: link.tokenHash, asker: link.asker, outcome: link.outcome },
    asked: asked.map((time) => time.getTime()),
    switched: switched.map((time) => time.getTime()),
    hold: hold ? { reason: hold.reason, until: hold.until?.getTime() ?? null } : null,
    exported: exported.map((time) => time.getTime()),
    preparing: preparing ? { id: preparing.exportId, requestedAt: preparing.requestedAt.getTime() } : null,
    ended: null,
  };
}

function deletionOf(deletion: Deletion): State['deletion'] {
  const { deletionId: id } = deletion;
  const requestedAt = deletion.requestedAt.getTime();
  if (deletion.state === 'awaiting-confirmation') {
    const { state: stage, confirmBy, mail } = deletion;
    return { stage, id, requestedAt, confirmBy: confirmBy.getTime(), mail: mail ?? null };
  }
  const { confirmedAt, purgeAt } = deletion;
  const dates = { requestedAt, confirmedAt: confirmedAt.getTime(), purgeAt: purgeAt.getTime() };
  if (deletion.state === 'scheduled') return { stage: deletion.state, id, ...dates };
  const { state: stage, startedAt, execution: claimer, quarantined } = deletion;
  return { stage, id, ...dates, startedAt: startedAt.getTime(), claimer, quarantined: quarantined !== undefined };
}
