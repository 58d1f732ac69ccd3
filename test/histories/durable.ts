import type { Execution } from '../../lambdas/app/ports.ts';
import type { World } from './world.ts';

/** An execution of the purge, or of what takes an export: what its steps have returned outlives the process that it runs in. */
export interface Run {
  readonly id: string;
  readonly of: 'purge' | 'export' | 'final export';
  readonly wake: unknown;
  readonly results: Map<string, unknown>;
  /** Until when a step or a wait pauses, and how often a step was tried. */
  readonly pauses: Map<string, number>;
  readonly attempts: Map<string, number>;
  /** Steps that have failed for good. */
  readonly failed: Set<string>;
  /** When it goes on; null while a process has it, or once it has ended. */
  wakeAt: number | null;
  ended: boolean;
  outcome?: unknown;
}

export const newRun = (id: string, of: Run['of'], wake: unknown, now: number): Run => ({
  id,
  of,
  wake,
  results: new Map(),
  pauses: new Map(),
  attempts: new Map(),
  failed: new Set(),
  wakeAt: now,
  ended: false,
});

/** The process has no more to do until then. */
export class Pausing extends Error {
  readonly until: number;
  constructor(until: number) {
    super('pausing');
    this.until = until;
  }
}

const SECOND = 1_000;
const LONGEST_PAUSE = 3_600 * SECOND;
const ATTEMPTS = { patiently: 84, briefly: 12 };

/** What each invocation sees of it: everything from the start, with what was done not done again. */
export function executionOf(run: Run, world: World, turn: () => Promise<void>, path = ''): Execution {
  let last = 0;
  const next = () => `${path}${++last}`;

  function pause(key: string, seconds: number): void {
    const until = run.pauses.get(key) ?? world.now + seconds * SECOND;
    run.pauses.set(key, until);
    if (world.now < until) throw new Pausing(until);
  }

  return {
    id: run.id,
    timeLeft: () => 15 * 60 * SECOND,
    async step<T>(name: string, work: () => Promise<T>, patience: keyof typeof ATTEMPTS = 'patiently'): Promise<T> {
      const key = `${next()} ${name}`;
      if (run.results.has(key)) return run.results.get(key) as T;
      if (run.failed.has(key)) throw new Error(`${name} has failed`);
      if (run.pauses.has(key)) pause(key, 0);
      let result: T;
      try {
        result = await work();
      } catch (error) {
        const attempt = (run.attempts.get(key) ?? 0) + 1;
        run.attempts.set(key, attempt);
        if (attempt >= ATTEMPTS[patience]) run.failed.add(key);
        if (run.ended || run.failed.has(key)) throw error;
        run.pauses.set(key, world.now + Math.min(LONGEST_PAUSE, 2 ** attempt * SECOND));
        throw new Pausing(run.pauses.get(key)!);
      }
      // Who dies here has done it, and nobody knows.
      await turn();
      if (run.ended) throw new Error('the execution was stopped');
      const kept = result === undefined ? result : JSON.parse(JSON.stringify(result));
      run.results.set(key, kept);
      return kept;
    },
    async wait(_name, seconds) {
      pause(next(), seconds);
    },
    async sideBySide(_name, items, branch) {
      const here = next();
      const ends = await Promise.allSettled(
        items.map((item, index) => branch(item, executionOf(run, world, turn, `${here}.${index}.`))),
      );
      const failed = ends.map((end) => (end.status === 'rejected' ? (end.reason as Error) : null));
      const pausing = failed.filter((error) => error instanceof Pausing);
      if (pausing.length > 0) throw new Pausing(Math.min(...pausing.map(({ until }) => until)));
      if (run.ended) throw new Error('the execution was stopped');
      return items.filter((_, index) => failed[index] !== null).map(({ name }) => name);
    },
  };
}
