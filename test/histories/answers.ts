import { strict as assert } from 'node:assert';
import type { Answer } from '../../lambdas/http/answer.ts';
import type { Verb } from './asking.ts';
import type { Job } from './judging.ts';
import type { Here } from './meeting.ts';
import { isOver, type State } from './model.ts';
import type { Person, World } from './world.ts';
import { note } from './wrong.ts';

/** What each refusal is told with (SPEC 7). */
const STATUS: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'token-invalid': 400,
  'not-owner': 403,
  'reauthentication-required': 403,
  'email-unverified': 403,
  'deletion-already-scheduled': 409,
  'deletion-in-progress': 409,
  'token-cancelled': 410,
  'token-expired': 410,
  'account-deleted': 410,
  'too-many-requests': 429,
  'mail-unavailable': 503,
};

/** An answer of the API is what the model says of the state that the verb left. `refused`: before anything was looked at. */
export function checkAnswer(
  world: World,
  here: Here,
  job: Job,
  person: Person,
  verb: Verb,
  { statusCode, body }: Answer,
  refused: string | null,
): void {
  const told = JSON.parse(body);
  const track = world.tracks.get(person.accountId)!;
  const state = verb === 'get' ? track.states[here.loaded]! : job.left;
  // A third decision is that the mail could not be handed over.
  const failed = job.decisions === 3 ? 'mail-unavailable' : null;
  const dead = state?.status === 'deleted' ? 'account-deleted' : null;
  const code = refused ?? job.refused ?? failed ?? dead;
  note(world, code ?? verb);
  if (refused) assert.equal(job.decisions, 0, 'who may not ask at all was listened to');
  if (code !== null) {
    assert.deepEqual([told.code, statusCode], [code, STATUS[code]]);
    if (state?.ended) assert.equal(told.deletedAt, new Date(state.ended.deletedAt).toISOString());
    return;
  }
  assert.equal(statusCode, verb === 'request' || verb === 'export' ? 202 : 200, body);
  const shown = verb === 'export' ? exportView(state!) : viewOf(state!, person, here.read);
  assert.deepEqual(told, JSON.parse(JSON.stringify(shown)));
}

const exportView = ({ preparing }: State) =>
  preparing && { exportId: preparing.id, state: 'preparing', requestedAt: new Date(preparing.requestedAt) };

/** The account, as the API is to show it (SPEC 7). */
function viewOf(state: State, { accountId, userId, role }: Person, now: number) {
  const { status, deletion } = state;
  return {
    accountId,
    status,
    now: new Date(now),
    viewer: { userId, role },
    deletion: isOver(deletion, now) ? null : deletion && deletionView(deletion, role),
  };
}

function deletionView(deletion: NonNullable<State['deletion']>, role: Person['role']) {
  const { stage: state, id: deletionId } = deletion;
  const shown = { deletionId, state, requestedAt: new Date(deletion.requestedAt) };
  if (deletion.stage === 'awaiting-confirmation') {
    return { ...shown, confirmBy: new Date(deletion.confirmBy), ...(role === 'owner' && deletion.mail) };
  }
  const dates = { confirmedAt: new Date(deletion.confirmedAt), purgeAt: new Date(deletion.purgeAt) };
  return { ...shown, ...dates, ...(deletion.stage === 'purging' && { startedAt: new Date(deletion.startedAt) }) };
}
