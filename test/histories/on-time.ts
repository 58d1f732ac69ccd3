import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type History, histories, live } from './history.ts';
import type { Lab } from './lab.ts';
import type { Grace } from './model.ts';
import { isHeld } from './model-operators.ts';
import { currentState } from './track.ts';
import { allGoesWell, comesToRest } from './well.ts';
import { sweep } from './working.ts';
import { FIRST } from './world.ts';
import { unlessWrong } from './wrong.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const before = histories({ from: ['grace', 'the last minutes'], most: 8, weights: { until: 0, clock: 1, wake: 1 } });

/** A history after which the schedule fires, somewhat early. */
export const earlySchedules = fc.record({ history: before, early: fc.integer({ min: 0, max: MINUTE }) });

/** A history after which every schedule is lost, and then the first of what the sweeps call as well. */
export const lostSchedules = fc.record({
  history: before,
  /** How long before its time the last sweep comes, milliseconds. */
  phase: fc.integer({ min: 0, max: 15 * MINUTE }),
  lostCalls: fc.nat(2),
});

interface Lost {
  readonly history: History;
  readonly phase: number;
  readonly lostCalls: number;
}

/** Says whether there was a purge to be begun; throws if it was begun later than an hour after its time. */
export async function isOnTime(lab: Lab, { history, phase, lostCalls }: Lost): Promise<boolean> {
  const deletion = await comesUp(lab, history);
  if (!deletion) return false;
  const { world } = lab;
  world.schedules.clear();
  world.now = Math.max(world.now, deletion.purgeAt - phase);
  for (let swept = 0; world.now < deletion.purgeAt + HOUR; swept++) {
    await sweep(lab, false);
    if (world.now >= deletion.purgeAt && swept <= lostCalls) world.messages.length = 0;
    await allGoesWell(lab);
    world.now += 15 * MINUTE;
  }
  const claimed = world.tracks.get(FIRST)!.claimed.get(deletion.id);
  assert.ok(claimed, 'nobody began the purge within an hour');
  assert.ok(claimed.startedAt - deletion.purgeAt <= HOUR);
  await unlessWrong(world, () => comesToRest(lab));
  return true;
}

/** Says whether there was a schedule to fire; throws if the purge was begun later than two minutes after its time. */
export async function isInTwoMinutes(
  lab: Lab,
  { history, early }: { history: History; early: number },
): Promise<boolean> {
  const deletion = await comesUp(lab, history);
  const schedule = deletion && lab.world.schedules.get(`purge-${deletion.id}`);
  if (!deletion || !schedule) return false;
  const { world } = lab;
  world.now = Math.max(world.now, schedule.at - early);
  world.schedules.clear();
  world.messages.push(schedule.message);
  for (; world.now < deletion.purgeAt + 2 * MINUTE; world.now += 1_000) await allGoesWell(lab);
  const claimed = world.tracks.get(FIRST)!.claimed.get(deletion.id);
  assert.ok(claimed, 'nobody began the purge within two minutes');
  await unlessWrong(world, () => comesToRest(lab));
  return true;
}

/** The deletion that is to be purged after a history; null if there is none, or if it must wait. */
async function comesUp(lab: Lab, history: History): Promise<Grace | null> {
  await live(lab, { ...history, livesOn: false });
  const state = currentState(lab.world.tracks.get(FIRST)!);
  const { deletion } = state;
  return deletion?.stage === 'scheduled' && !isHeld(state, deletion.purgeAt) ? deletion : null;
}
