import type { Lab } from './lab.ts';
import { pauseAll } from './operating.ts';
import { toTheEnd } from './turns.ts';
import { deliver, handle, resume, sweep } from './working.ts';
import { must } from './wrong.ts';

const QUARTER = 15 * 60_000;
/** No clock is further from another. */
const SKEW = 2_000;

/** Everything that is under way, has come up, or is due to fire or to go on, happens, as it would if nothing was wrong. */
export async function allGoesWell(lab: Lab): Promise<void> {
  const { world } = lab;
  // What fails comes again, but not for ever at once.
  for (let round = 0; round < 20; round++) {
    for (const process of lab.busy()) await toTheEnd(process.task!);
    for (const [name, { at, message }] of world.schedules) {
      if (at > world.now) continue;
      world.schedules.delete(name);
      world.messages.push(message);
    }
    const [follow, publish] = [world.stream.follow.splice(0), world.stream.publish.splice(0)];
    if (follow.length > 0) await deliver(lab, 'follow', follow, false);
    if (publish.length > 0) await deliver(lab, 'publish', publish, false);
    const messages = world.messages.splice(0);
    for (const message of messages) await handle(lab, message, false);
    const runs = world.runs.filter(({ ended, wakeAt }) => !ended && wakeAt !== null && wakeAt <= world.now);
    for (const run of runs) await resume(lab, run, false);
    if (messages.length + runs.length + follow.length + publish.length === 0) return;
  }
}

/** Faults and pauses end, and sweeps come every quarter of an hour, until nothing is due any more and nothing runs. */
export async function comesToRest(lab: Lab): Promise<void> {
  const { world } = lab;
  world.faults.length = 0;
  await pauseAll(lab, false);
  for (let round = 0; ; round++) {
    await allGoesWell(lab);
    if (world.wrong[0]) throw world.wrong[0];
    must(world, round < 500, 'it never comes to rest');
    const waiting = world.runs.filter(({ ended }) => !ended).map(({ wakeAt }) => wakeAt ?? world.now);
    if (waiting.length === 0 && (await dueNow(lab)).length === 0) return;
    const next = Math.min(...waiting);
    if (next > world.now && next <= world.now + QUARTER) {
      world.now = next;
      continue;
    }
    world.now += QUARTER;
    await sweep(lab, false);
  }
}

async function dueNow(lab: Lab) {
  const all = await Promise.all([...lab.world.tracks.keys()].map((accountId) => lab.store.load(accountId)));
  return all.flatMap(({ accountId, owed, ...account }) => {
    const isSetAside =
      account.status !== 'deleted' && account.deletion?.state === 'purging' && account.deletion.quarantined;
    const due = owed.filter(
      ({ dueAt, kind }) => dueAt.getTime() <= lab.world.now + SKEW && !(isSetAside && kind === 'purge'),
    );
    return due.map((owed) => ({ accountId, owed }));
  });
}
