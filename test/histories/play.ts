import { ask } from './asking.ts';
import type { Lab } from './lab.ts';
import { operate, pauseAll } from './operating.ts';
import type { Luck, Step } from './steps.ts';
import { currentState } from './track.ts';
import { die, race, someTurns } from './turning.ts';
import { allGoesWell } from './well.ts';
import { bounce, deliver, handle, resume, someDeletion, sweep } from './working.ts';
import { DOMAIN, FIRST, type Person, SECOND, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Does what happens next. */
export async function play(lab: Lab, step: Step): Promise<void> {
  const { world } = lab;
  switch (step.step) {
    case 'ask':
      return ask(lab, step.asking, step.holds);
    case 'race':
      return race(lab, step.racers, step.order);
    case 'clock':
      world.now += step.by;
      return;
    case 'until':
      return until(world, step.moment, step.off);
    case 'stream': {
      const keys = world.stream[step.reader].splice(0, 3);
      return withLuck(step.how, () => (keys.length > 0 ? deliver(lab, step.reader, keys, step.holds) : nothing()));
    }
    case 'message': {
      const [message] = world.messages.splice(step.pick % (world.messages.length || 1), 1);
      return withLuck(step.how, () => (message ? handle(lab, message, step.holds) : nothing()));
    }
    case 'schedule':
      return fire(world, step.pick, step.how);
    case 'all goes well':
      return allGoesWell(lab);
    case 'days pass':
      return daysPass(lab, step.days);
    case 'sweep':
      return sweep(lab, step.holds);
    case 'wake': {
      const accountId = step.second ? SECOND : FIRST;
      const wake = { accountId, deletionId: someDeletion(world, accountId, step.which) };
      return handle(lab, { to: 'purge', wake }, step.holds);
    }
    case 'resume': {
      const waiting = world.runs.filter(({ wakeAt, ended }) => !ended && wakeAt !== null && wakeAt <= world.now);
      const run = waiting[step.pick % (waiting.length || 1)];
      return run ? resume(lab, run, step.holds) : nothing();
    }
    case 'go on':
      return someTurns(lab, step.pick, step.turns);
    case 'die':
      return die(lab, step.pick, step.execution);
    case 'person':
      return change(world, world.people[step.who]!, step.becomes);
    case 'fault':
      world.faults.push({ port: step.port, left: step.times, after: step.after });
      return;
    case 'operator':
      return operate(lab, step.second ? SECOND : FIRST, step.act, step.holds);
    case 'pause':
      return pauseAll(lab, step.on);
    case 'vanish':
      return vanish(lab);
    case 'bounce':
      return bounce(lab);
    case 'late':
      world.belongings.get(step.second ? SECOND : FIRST)!.contacts += 1;
      return;
  }
}

const nothing = async () => {};

async function withLuck(how: Luck, act: () => Promise<void>): Promise<void> {
  const times = { lost: 0, once: 1, twice: 2 }[how];
  for (let time = 0; time < times; time++) await act();
}

async function daysPass(lab: Lab, days: number): Promise<void> {
  for (const end = lab.world.now + days * DAY; lab.world.now < end; lab.world.now += 2 * HOUR) await allGoesWell(lab);
}

/** The moments of the deletions that there are, and how the clock gets there; it never goes back. */
function until(world: World, moment: number, off: number): void {
  const { deletion } = currentState(world.tracks.get(moment > 2 ? SECOND : FIRST)!);
  if (deletion === null) return;
  const moments =
    deletion.stage === 'awaiting-confirmation'
      ? [deletion.confirmBy]
      : [deletion.purgeAt, deletion.purgeAt, deletion.purgeAt - DAY];
  world.now = Math.max(world.now, moments[moment % moments.length]! + off);
}

function fire(world: World, pick: number, how: Luck): void {
  const due = [...world.schedules].filter(([, { at }]) => at - MINUTE <= world.now);
  const [name, schedule] = due[pick % (due.length || 1)] ?? [];
  if (!name || !schedule) return;
  world.schedules.delete(name);
  for (let time = { lost: 0, once: 1, twice: 2 }[how]; time > 0; time--) world.messages.push(schedule.message);
}

function change(world: World, person: Person, becomes: (Step & { step: 'person' })['becomes']): void {
  if (becomes === 'owner' || becomes === 'member') person.role = becomes;
  else if (becomes === 'signed in') person.signedInAt = world.now;
  else if (becomes === 'unverified') person.verified = !person.verified;
  else {
    person.email = `${person.userId}.${++world.lastId}${DOMAIN}`;
    world.addresses.get(person.accountId)!.add(person.email);
  }
}

/** DynamoDB removes what has expired, some time later. */
async function vanish(lab: Lab): Promise<void> {
  for (const [accountId, track] of lab.world.tracks) {
    const { deletion } = currentState(track);
    if (deletion?.stage !== 'awaiting-confirmation' || lab.world.now < deletion.confirmBy + 1_000) continue;
    await lab.store.dropRequest(accountId);
  }
}
