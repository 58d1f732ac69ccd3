import fc from 'fast-check';
import { type Asking, VERBS } from './asking.ts';
import { ACTS, type OperatorsAct } from './operating.ts';
import { PORTS, type Port } from './world.ts';

/** What may happen next. Whoever `holds` is stopped before its first call outside, for others to go on. */
export type Step =
  | { readonly step: 'ask'; readonly asking: Asking; readonly holds: boolean }
  /** Several things begin at once, and get their turns in this order. */
  | { readonly step: 'race'; readonly racers: readonly Racer[]; readonly order: readonly number[] }
  /** The clock goes on, or to a moment at which something may change. */
  | { readonly step: 'clock'; readonly by: number }
  | { readonly step: 'until'; readonly moment: number; readonly off: number }
  | { readonly step: 'stream'; readonly reader: 'follow' | 'publish'; readonly how: Luck; readonly holds: boolean }
  | { readonly step: 'message'; readonly pick: number; readonly how: Luck; readonly holds: boolean }
  /** A schedule fires, up to a minute early, if its time has come. */
  | { readonly step: 'schedule'; readonly pick: number; readonly how: Luck }
  /** Whatever has come up is done. */
  | { readonly step: 'all goes well' }
  /** Days in which whatever goes on goes on, as far as it can. */
  | { readonly step: 'days pass'; readonly days: number }
  | { readonly step: 'sweep'; readonly holds: boolean }
  | { readonly step: 'wake'; readonly second: boolean; readonly which: number; readonly holds: boolean }
  | { readonly step: 'resume'; readonly pick: number; readonly holds: boolean }
  /** What was held gets so many turns. */
  | { readonly step: 'go on'; readonly pick: number; readonly turns: number }
  /** A process dies, or lives on though its execution has ended. */
  | { readonly step: 'die'; readonly pick: number; readonly execution: Death }
  | { readonly step: 'person'; readonly who: number; readonly becomes: Becoming }
  | { readonly step: 'fault'; readonly port: Port; readonly times: number; readonly after: boolean }
  | { readonly step: 'operator'; readonly act: OperatorsAct; readonly second: boolean; readonly holds: boolean }
  /** All purges wait, or go on. */
  | { readonly step: 'pause'; readonly on: boolean }
  | { readonly step: 'vanish' }
  | { readonly step: 'bounce' }
  /** Records come to an account from somewhere else. */
  | { readonly step: 'late'; readonly second: boolean };

export type Racer = Asking | 'wake' | 'sweep' | 'follow' | 'publish';
/** What becomes of the execution that a process was busy with; one that is stopped does not stop its process. */
export type Death = 'goes on' | 'ends' | 'is stopped';
/** What becomes of what was handed over. */
export type Luck = 'once' | 'twice' | 'lost';
export type Becoming = 'owner' | 'member' | 'another address' | 'unverified' | 'signed in';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far beside a moment the clock may stop: milliseconds. */
const BESIDE = [-2 * MINUTE - 1, -2 * MINUTE, -MINUTE, -1_000, -1, 0, 1, 1_000, MINUTE, 15 * MINUTE, HOUR, DAY];
const SPANS = [1, 1_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY - 1, DAY];

const holds = fc.boolean();
const pick = fc.nat(5);
const how = fc.constantFrom<Luck>('once', 'once', 'once', 'twice', 'twice', 'lost');
/** Mostly the owner of the first account. */
const who = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3);
const token = fc.constantFrom<Asking['token']>(0, 0, 0, 0, 1, 2, 'cut short', 'not text');
const asking = fc.record({ verb: fc.constantFrom(...VERBS, 'request', 'confirm', 'confirm'), who, token });
const racer = fc.oneof(
  { weight: 4, arbitrary: asking },
  { weight: 3, arbitrary: fc.constantFrom<Racer>('wake', 'wake', 'sweep', 'follow', 'publish') },
);

const of = <S extends Step['step']>(step: S) => fc.constant(step);
const oftenHeld = fc.constantFrom(false, false, false, true);
const becomes = fc.constantFrom<Becoming>('owner', 'member', 'another address', 'unverified', 'signed in', 'signed in');

/** All steps there are, and how often each comes where nothing else is said. */
const STEPS: { readonly [S in Step['step']]: readonly [weight: number, arbitrary: fc.Arbitrary<Step & { step: S }>] } =
  {
    ask: [20, fc.record({ step: of('ask'), asking, holds: oftenHeld })],
    race: [
      4,
      fc.record({
        step: of('race'),
        racers: fc.array(racer, { minLength: 2, maxLength: 4 }),
        order: fc.array(fc.nat(3), { minLength: 4, maxLength: 16 }),
      }),
    ],
    clock: [4, fc.record({ step: of('clock'), by: fc.constantFrom(...SPANS) })],
    until: [5, fc.record({ step: of('until'), moment: fc.nat(3), off: fc.constantFrom(...BESIDE) })],
    stream: [4, fc.record({ step: of('stream'), reader: fc.constantFrom('follow', 'publish'), how, holds })],
    message: [4, fc.record({ step: of('message'), pick, how, holds })],
    schedule: [2, fc.record({ step: of('schedule'), pick, how })],
    'all goes well': [2, fc.record({ step: of('all goes well') })],
    'days pass': [0, fc.record({ step: of('days pass'), days: fc.integer({ min: 1, max: 4 }) })],
    sweep: [2, fc.record({ step: of('sweep'), holds })],
    wake: [3, fc.record({ step: of('wake'), second: oftenHeld, which: fc.nat(2), holds })],
    resume: [3, fc.record({ step: of('resume'), pick, holds })],
    'go on': [6, fc.record({ step: of('go on'), pick, turns: fc.constantFrom(1, 2, 3, 5, 8, 13, 21, 34) })],
    die: [3, fc.record({ step: of('die'), pick, execution: fc.constantFrom<Death>('goes on', 'ends', 'is stopped') })],
    person: [3, fc.record({ step: of('person'), who: fc.nat(3), becomes })],
    fault: [
      2,
      fc.record({
        step: of('fault'),
        port: fc.constantFrom(...PORTS),
        times: fc.constantFrom(1, 2, 5, 9, 1_000),
        after: fc.boolean(),
      }),
    ],
    operator: [
      2,
      fc.record({ step: of('operator'), act: fc.constantFrom(...ACTS), second: oftenHeld, holds: oftenHeld }),
    ],
    pause: [1, fc.record({ step: of('pause'), on: fc.boolean() })],
    vanish: [1, fc.record({ step: of('vanish') })],
    bounce: [1, fc.record({ step: of('bounce') })],
    late: [1, fc.record({ step: of('late'), second: fc.boolean() })],
  };

export type Weights = { readonly [S in Step['step']]?: number };

/** Anything that may happen; some of it more often than otherwise. */
export const anyStep = (weights: Weights): fc.Arbitrary<Step> =>
  fc.oneof(
    ...Object.entries(STEPS).map(([step, [weight, arbitrary]]) => ({
      weight: weights[step as Step['step']] ?? weight,
      arbitrary: arbitrary as fc.Arbitrary<Step>,
    })),
  );
