import fc from 'fast-check';
import type { Asking } from './asking.ts';
import type { Lab } from './lab.ts';
import { play } from './play.ts';
import { checkAtRest, liveOn } from './rest.ts';
import { anyStep, type Step, type Weights } from './steps.ts';
import { comesToRest } from './well.ts';
import { note, unlessWrong } from './wrong.ts';

export interface History {
  /** What has happened before. */
  readonly from: keyof typeof BEGINNINGS;
  /** How far each process's clock is beside the world's, milliseconds. */
  readonly skews: readonly number[];
  readonly steps: readonly Step[];
  /** Whether it is looked at until nothing can happen any more. */
  readonly livesOn: boolean;
}

const DAY = 24 * 60 * 60_000;
const ask = (verb: Asking['verb']): Step => ({ step: 'ask', asking: { verb, who: 0, token: 0 }, holds: false });
const WELL: Step = { step: 'all goes well' };
const GRACE: readonly Step[] = [ask('request'), WELL, ask('confirm'), WELL];
const CLAIMED: Step = { step: 'wake', second: false, which: 0, holds: true };

/** Where a history begins: the later it is, the more of them come to what is rare. */
const BEGINNINGS = {
  nothing: [],
  waiting: [ask('request')],
  paused: [ask('deactivate'), WELL, ask('request'), ask('confirm')],
  grace: GRACE,
  'the last minutes': [...GRACE, { step: 'until', moment: 0, off: -2 * 60_000 }],
  'the moment': [...GRACE, { step: 'clock', by: 7 * DAY - 1 }],
  purging: [...GRACE, { step: 'until', moment: 0, off: 0 }, CLAIMED, { step: 'go on', pick: 0, turns: 6 }],
  'set aside': [
    ...GRACE,
    { step: 'until', moment: 0, off: 0 },
    { step: 'fault', port: 'archives', times: 10_000, after: false },
    { step: 'wake', second: false, which: 0, holds: false },
    { step: 'days pass', days: 4 },
  ],
} as const satisfies Record<string, readonly Step[]>;

const skew = fc.constantFrom(0, 0, 0, 900, -900);

export type KindName = keyof typeof KINDS;

export const beginning = (from: keyof typeof BEGINNINGS): readonly Step[] => BEGINNINGS[from];

/** What kind of histories: where they begin, how long they are, and what comes more often in them. */
export interface Kind {
  readonly from: readonly (keyof typeof BEGINNINGS)[];
  readonly most: number;
  readonly weights?: Weights;
}

export const KINDS = {
  'what people do': { from: ['nothing', 'waiting', 'paused', 'grace'], most: 25, weights: { ask: 40, person: 6 } },
  'what is followed': {
    from: ['waiting', 'paused', 'grace'],
    most: 14,
    weights: {
      race: 14,
      stream: 10,
      message: 6,
      sweep: 6,
      'go on': 12,
      until: 1,
      clock: 1,
      wake: 0,
      die: 1,
      operator: 1,
    },
  },
  'what wakes a purge': { from: ['grace', 'the last minutes', 'the moment'], most: 20, weights: { ask: 8, wake: 6 } },
  'what a purge comes through': {
    from: ['the moment', 'the moment', 'purging', 'purging', 'purging', 'set aside'],
    most: 20,
    weights: { ask: 5, race: 1, operator: 5, person: 1, 'go on': 16, die: 8, resume: 8, wake: 6, fault: 4, clock: 6 },
  },
} as const satisfies Record<string, Kind>;

/** Histories that begin in one of these ways, and go on for up to so many steps. */
export const histories = ({ from, most, weights = {} }: Kind): fc.Arbitrary<History> =>
  fc.record({
    from: fc.constantFrom(...from),
    skews: fc.array(skew, { minLength: 6, maxLength: 6 }),
    steps: fc.array(anyStep(weights), { minLength: 3, maxLength: most, size: 'max' }),
    livesOn: fc.constantFrom(false, false, true),
  });

/** Lives one history; throws where something was not as it must be. Tells what it came across. */
export async function live(lab: Lab, { from, skews, steps, livesOn }: History): Promise<ReadonlyMap<string, number>> {
  const world = await lab.renew(skews);
  await unlessWrong(world, async () => {
    for (const step of [...BEGINNINGS[from], ...steps]) await play(lab, step);
    await comesToRest(lab);
    await checkAtRest(lab);
    if (livesOn) await liveOn(lab);
  });
  for (const { cancelled, claimed } of world.tracks.values()) {
    if (cancelled.size > 0) note(world, 'cancelled in grace');
    if (claimed.size > 0) note(world, 'purged or purging');
  }
  return world.seen;
}
