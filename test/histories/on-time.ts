import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type History, histories, live } from './history.ts';
import type { Lab } from './lab.ts';
import { isHeld } from './model-operators.ts';
import { currentState } from './track.ts';
import { allGoesWell, comesToRest } from './well.ts';
import { sweep } from './working.ts';
import { FIRST } from './world.ts';
import { unlessWrong } from './wrong.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A history after which every schedule is lost, and then the first of what the sweeps call as well. */
export const lostSchedules = fc.record({
  history: histories({ from: ['grace', 'the last minutes'], most: 8, weights: { until: 0, clock: 1, wake: 1 } }),
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
  await live(lab, { ...history, livesOn: false });
  const { world } = lab;
  const state = currentState(world.tracks.get(FIRST)!);
  const { deletion } = state;
  if (deletion?.stage !== 'scheduled' || isHeld(state, deletion.purgeAt)) return false;
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
