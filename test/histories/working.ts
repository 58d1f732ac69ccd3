import type { OwedKey } from '../../lambdas/app/ports.ts';
import { newRun, Pausing, type Run } from './durable.ts';
import type { Judge } from './judging.ts';
import type { Lab } from './lab.ts';
import type { Decision } from './meeting.ts';
import { expire, NEVER_SEEN, type State } from './model.ts';
import { prepared } from './model-exports.ts';
import { bounced } from './model-mail.ts';
import { holdEnds, isHeld } from './model-operators.ts';
import { records } from './processes.ts';
import { FIRST, type Message, type World } from './world.ts';
import { must, note } from './wrong.ts';

const nothing: Judge = (state) => state;
/** Ends what is over, one thing at a time, and puts off what must wait. */
const following: Judge = (state, { at, outcome, result }) => {
  if (outcome !== 'saved' || result === null || result.status === 'deleted') return state;
  if (state.hold && !result.hold) return holdEnds(state, at);
  if (state.deletion && !result.deletion) return expire(state, at);
  const waits = isHeld(state, at) || (state.deletion?.stage === 'purging' && state.deletion.quarantined);
  return waits ? { ...state } : state;
};

const preparing: Judge = (state, { outcome, result }) => {
  if (outcome !== 'saved' || result === null || result.status === 'deleted') return state;
  return prepared(
    state,
    result.exports.some((each) => each.state === 'preparing'),
  );
};

/** A reader of the stream is handed some keys; what it could not do comes again, before all else. */
export const deliver = (lab: Lab, to: 'follow' | 'publish', keys: readonly OwedKey[], holds: boolean, again = true) =>
  lab.start(to, holds, { judge: to === 'follow' ? following : nothing }, async (process) => {
    const { batchItemFailures } = await process[to](records(keys));
    if (!again) return;
    const failed = batchItemFailures.map(({ itemIdentifier }) => keys[Number(itemIdentifier)]!);
    lab.world.stream[to].unshift(...failed);
  });

/** Lambda takes an asynchronous call over. */
export async function handle(lab: Lab, message: Message, holds: boolean): Promise<void> {
  if ('keys' in message) return deliver(lab, message.to, message.keys, holds, false);
  const { world } = lab;
  const run = newRun(`arn:${++world.lastId}`, message.to, message.wake, world.now);
  world.runs.push(run);
  await resume(lab, run, holds);
}

/** The execution goes on, in whatever process. */
export async function resume(lab: Lab, run: Run, holds: boolean): Promise<void> {
  run.wakeAt = null;
  const judges = { purge: purging(lab.world, run), export: preparing, 'final export': nothing };
  await lab.start(`${run.of} ${run.id}`, holds, { run, judge: judges[run.of] }, async (process) => {
    try {
      run.outcome = await process.executions[run.of](run);
      run.ended = true;
    } catch (error) {
      if (run.ended) return;
      if (error instanceof Pausing) run.wakeAt = error.until;
      else run.ended = true;
      if (run.ended) note(lab.world, `an execution failed`);
    }
  });
}

export const sweep = (lab: Lab, holds: boolean) =>
  lab.start('sweep', holds, { judge: nothing }, async (process) => {
    // What could not be handed over waits for the next sweep.
    await process.sweep().catch(() => {});
  });

/** The mail service tells that the newest link's mail came back. */
export async function bounce(lab: Lab): Promise<void> {
  const mail = lab.world.sent.findLast(({ about }) => about.what === 'confirm-deletion');
  if (!mail?.about.deletionId) return;
  const { about, to } = mail;
  const deletionId = mail.about.deletionId;
  const rule = bounced(deletionId, to);
  await lab.start('bounce', false, { judge: (state, { at }) => rule(state, at) }, async (process) => {
    await process.record(about, { deletionId, delivery: 'bounced', addresses: [to] });
  });
}

/** What a purge may make of an account: nothing before its time, and nothing that it has not claimed. */
const purging =
  (world: World, run: Run): Judge =>
  (state, decision) => {
    const { deletion } = state;
    const { outcome, result, at } = decision;
    if (outcome !== 'saved' || result === null) return state;
    if (state.status === 'deleted') return { ...state };
    const wake = run.wake as { deletionId?: unknown };
    must(world, deletion !== null && deletion.id === wake.deletionId, 'a purge acts on what it was not woken for');
    if (deletion.stage === 'scheduled') {
      must(world, at >= deletion.purgeAt, 'a purge before its time');
      must(world, !isHeld(state, at), 'a purge of what is held');
      note(world, 'claims');
      return {
        ...state,
        preparing: null,
        deletion: { ...deletion, stage: 'purging', startedAt: at, claimer: run.id, quarantined: false },
      };
    }
    must(world, deletion.stage === 'purging', 'a purge of what was not confirmed');
    if (result.status === 'deleted') {
      must(world, deletion.claimer === run.id, 'a purge ended by who had not claimed it');
      note(world, 'purged');
      return ended(deletion.id, result);
    }
    const claimer = result.deletion?.state === 'purging' ? result.deletion.execution : null;
    if (claimer !== deletion.claimer) {
      must(world, world.runs.find(({ id }) => id === deletion.claimer)?.ended, 'taken from an execution that goes on');
      must(world, claimer === run.id, 'claimed for somebody else');
      must(world, !isHeld(state, at), 'what is held is taken up');
      note(world, 'taken up');
      return { ...state, deletion: { ...deletion, claimer: run.id } };
    }
    note(world, 'quarantined');
    return { ...state, deletion: { ...deletion, quarantined: true } };
  };

function ended(id: string, result: NonNullable<Decision['result']>): State {
  const deletedAt = result.status === 'deleted' ? result.deletedAt.getTime() : Number.NaN;
  return { ...NEVER_SEEN, status: 'deleted', ended: { id, deletedAt } };
}

/** The deletion that somebody who forges a wake-up may name. */
export function someDeletion(world: World, accountId: string, which: number): string {
  const made = [...(world.tracks.get(accountId)?.states ?? [])].flatMap(({ deletion }) =>
    deletion ? [deletion.id] : [],
  );
  const others = accountId === FIRST ? 'd-forged' : 'd-1';
  return [...new Set(made)].at(-1 - which) ?? others;
}
