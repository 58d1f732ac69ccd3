import { createAgenda, type Entry } from './agenda.ts';
import { createUnderWay } from './under-way.ts';

/** What fell due, as `POST /_local/clock` tells it. */
export interface Fired {
  readonly at: string;
  readonly what: string;
  readonly name: string;
}

/** The one clock of the local run, and the agenda of all that falls due by it. */
export interface LocalClock {
  /** Milliseconds since the epoch, by the local clock. */
  now(): number;
  /** The local clock less the wall's, in milliseconds: what every function's `Date` is shifted by. */
  offset(): number;
  /** Enters something into the agenda; `due` in local milliseconds. What is due already fires at once. */
  at(due: number, what: string, name: string, fire: () => unknown): { cancel(): void };
  /** Enters something that recurs, first after one `period` (milliseconds). */
  every(period: number, what: string, name: string, fire: () => unknown): { cancel(): void };
  /** Says that work is under way; the clock is not moved past it. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Moves the clock; what falls due on the way comes in order, and settles, before the next. */
  advance(milliseconds: number): Promise<Fired[]>;
  stop(): void;
}

export interface ClockOptions {
  /** Where the local clock stands at first, in milliseconds. @default the wall's time */
  readonly start?: number;
  /** Hears of what failed as it fired. @default console.error */
  readonly onError?: (error: unknown, what: string, name: string) => void;
}

/** The longest delay that a timer takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Starts a local clock, which ticks with the wall's until it is moved. */
export function createClock(options: ClockOptions = {}): LocalClock {
  const onError =
    options.onError ?? ((error, what, name) => console.error(`${what} ${name} failed as it fell due:`, error));
  const agenda = createAgenda();
  const underWay = createUnderWay();
  let offset = options.start === undefined ? 0 : options.start - Date.now();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let moves: Promise<unknown> = Promise.resolve();
  /** While the clock is being moved: the moment that is being settled, and what has fired on the way. */
  let moving: { moment: number; readonly fired: Fired[] } | undefined;

  const now = () => Date.now() + offset;

  function fire(entry: Entry): void {
    moving?.fired.push({ at: new Date(entry.due).toISOString(), what: entry.what, name: entry.name });
    const work = (async () => entry.fire())();
    underWay.track(work.catch((error: unknown) => onError(error, entry.what, entry.name)));
  }

  const isDue = (entry: Entry | undefined) => entry !== undefined && entry.due <= (moving?.moment ?? now());

  function fireDue(): void {
    while (isDue(agenda.peek()) && !stopped) fire(agenda.take()!);
  }

  function wakeForNext(): void {
    clearTimeout(timer);
    const next = agenda.peek();
    if (!next || moving || stopped) return;
    timer = setTimeout(
      () => {
        fireDue();
        wakeForNext();
      },
      Math.min(Math.max(0, next.due - now()), LONGEST_TIMER),
    );
  }

  function enter(entry: Entry): void {
    agenda.add(entry);
    if (agenda.peek() === entry) wakeForNext();
  }

  /** Fires what is due, and waits until nothing is under way, nor due because of it. */
  async function settle(): Promise<void> {
    for (let busy = true; busy && !stopped; busy = underWay.count() > 0 || isDue(agenda.peek())) {
      fireDue();
      if (!stopped) await underWay.idle();
      // What has just ended may begin something else in its continuations.
      await turn();
    }
  }

  function standAt(moment: number): void {
    offset += Math.max(0, moment - now());
  }

  async function move(milliseconds: number): Promise<Fired[]> {
    const fired: Fired[] = [];
    const target = now() + milliseconds;
    moving = { moment: now(), fired };
    try {
      await settle();
      for (let next = agenda.peek(); next && next.due <= target && !stopped; next = agenda.peek()) {
        moving.moment = next.due;
        standAt(next.due);
        await settle();
      }
      standAt(target);
    } finally {
      moving = undefined;
      wakeForNext();
    }
    return fired;
  }

  function every(period: number, what: string, name: string, fire: () => unknown) {
    let entry: Entry;
    const next = (due: number) => {
      entry = { due, what, name, fire: again };
      enter(entry);
    };
    function again(): unknown {
      next(entry.due + period);
      return fire();
    }
    next(now() + period);
    return {
      cancel: () => {
        entry.cancelled = true;
      },
    };
  }

  return {
    now,
    offset: () => offset,
    track: underWay.track,
    at(due, what, name, fire) {
      // What is due already belongs to the moment that is being settled, though the wall has ticked on meanwhile.
      const entry: Entry = { due: due > now() ? due : (moving?.moment ?? now()), what, name, fire };
      enter(entry);
      return {
        cancel: () => {
          entry.cancelled = true;
        },
      };
    },
    every,
    advance(milliseconds) {
      const moved = moves.then(() => move(milliseconds));
      moves = moved.catch(() => {});
      return moved;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      underWay.release();
    },
  };
}
