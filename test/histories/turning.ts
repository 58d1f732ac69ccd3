import { ask } from './asking.ts';
import type { Lab } from './lab.ts';
import type { Process } from './processes.ts';
import type { Death, Racer } from './steps.ts';
import { goOn, kill, type Task, toTheEnd } from './turns.ts';
import { deliver, handle, someDeletion, sweep } from './working.ts';
import { FIRST } from './world.ts';
import { note } from './wrong.ts';

/** Several things begin at once, and get their turns in this order. */
export async function race(lab: Lab, racers: readonly Racer[], order: readonly number[]): Promise<void> {
  const before = new Set(lab.busy());
  for (const racer of racers) await enter(lab, racer);
  const mine = () => lab.busy().filter((process) => !before.has(process) && process.task!.held.length > 0);
  for (const next of order) {
    const [running] = mine().slice(next % (mine().length || 1));
    if (running) await turn(lab, running, next);
  }
  for (const process of mine()) await toTheEnd(process.task as Task);
  note(lab.world, 'races');
}

async function enter(lab: Lab, racer: Racer): Promise<void> {
  const { world } = lab;
  if (racer === 'wake')
    return handle(lab, { to: 'purge', wake: { accountId: FIRST, deletionId: someDeletion(world, FIRST, 0) } }, true);
  if (racer === 'sweep') return sweep(lab, true);
  if (racer === 'follow' || racer === 'publish') return deliver(lab, racer, world.stream[racer].splice(0, 2), true);
  return ask(lab, racer, true);
}

async function turn(lab: Lab, { task }: Process, pick: number): Promise<void> {
  goOn(task as Task, pick);
  await lab.stands();
}

/** Something that was held gets so many turns. */
export async function someTurns(lab: Lab, pick: number, turns: number): Promise<void> {
  const held = lab.busy();
  const process = held[pick % (held.length || 1)];
  for (let taken = 0; taken < turns && process?.task; taken++) await turn(lab, process, pick + taken);
}

/** A process dies, or lives on though its execution has ended. */
export async function die(lab: Lab, pick: number, execution: Death): Promise<void> {
  const held = lab.busy();
  const process = held[pick % (held.length || 1)];
  if (!process) return;
  const run = lab.jobs.get(process)?.run;
  note(lab.world, 'crashes');
  if (process.task?.what === 'follow') note(lab.world, 'a follower died');
  if (run && execution !== 'goes on') run.ended = true;
  if (run && execution === 'goes on') run.wakeAt = lab.world.now;
  if (!run || execution !== 'is stopped') kill(process);
}
