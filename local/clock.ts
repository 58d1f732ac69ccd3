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
  /** Adds something that is asked before time moves on: it drains what it can and says whether there was anything. */
  drain(source: () => Promise<boolean>): void;
  /** Moves the clock; what falls due on the way comes in order, and settles, before the next. */
  advance(milliseconds: number): Promise<Fired[]>;
  stop(): void;
}
