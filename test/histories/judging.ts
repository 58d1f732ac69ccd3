import { revisionOf } from '../../lambdas/adapters/stored-account.ts';
import type { OwedKey } from '../../lambdas/app/ports.ts';
import type { OwedNotice } from '../../lambdas/domain/owed.ts';
import type { Run } from './durable.ts';
import type { Decision } from './meeting.ts';
import { Refused, type State } from './model.ts';
import { readerOf } from './outside.ts';
import { agrees, append, currentState } from './track.ts';
import type { World } from './world.ts';
import { must, note } from './wrong.ts';

/** Says what a decision should have been; the same state if nothing was to change. @throws Refused */
export type Judge = (state: State, decision: Decision, nth: number) => State;

/** What is known of what a process does. */
export interface Job {
  readonly judge: Judge;
  decisions: number;
  refused: string | null;
  /** The state that the last decision left. */
  left: State | null;
  readonly run?: Run;
}

/** A verb has decided: what the model says must be what came of it. */
export function judge(world: World, job: Job, accountId: string, decision: Decision): void {
  const { outcome, rev, result, hadMail } = decision;
  const track = world.tracks.get(accountId);
  must(world, track !== undefined, `somebody acts on ${accountId}`);
  const before = asSeen(track.states[rev]!, hadMail, world.now);
  let after = before;
  let refused: string | null = null;
  try {
    after = job.judge(before, decision, job.decisions++);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused = error.code;
  }
  job.refused = refused;
  const wanted = refused ? 'refused' : after === before ? 'same' : 'saved';
  if (outcome === 'paused') return;
  must(world, outcome === wanted, `it was ${outcome}, and should have been ${wanted} ${refused ?? ''}`);
  job.left = after;
  if (outcome !== 'saved' || result === null) return;
  append(track, rev + 1, before, after);
  agrees(result, after);
  note(world, 'changes');
  const owed: OwedKey[] = result.owed.map(({ id }) => ({ accountId, id: id! }));
  for (const key of owed) if (revisionOf(key.id) === rev + 1) world.stream[readerOf(key)].push(key);
}

/** The address of a request may have vanished, once its link had ended. */
function asSeen(state: State, hadMail: boolean, now: number): State {
  const { deletion } = state;
  if (deletion?.stage !== 'awaiting-confirmation' || deletion.mail === null || hadMail) return state;
  if (now < deletion.confirmBy) throw new Error('an address is gone too early');
  return { ...state, deletion: { ...deletion, mail: null } };
}

/** A process has taken a notice to send it: what it tells must be so. */
export function judgeNotice(world: World, accountId: string, { notice }: OwedNotice): void {
  const { status, deletion } = currentState(world.tracks.get(accountId)!);
  const isSo: { readonly [N in OwedNotice['notice']]?: boolean } = {
    'deletion-scheduled': deletion?.stage === 'scheduled',
    'deletion-reminder': deletion?.stage === 'scheduled',
    'deletion-cancelled': deletion?.stage !== 'scheduled' && deletion?.stage !== 'purging',
    'account-deactivated': status === 'deactivated',
    'account-reactivated': status === 'active',
    'account-deleted': status === 'deleted',
  };
  must(world, isSo[notice] ?? true, `about to tell ${notice}, which is not so`);
}
