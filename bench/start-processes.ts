import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bundle } from './start-bundles.ts';

/** Milliseconds from the start of a process, and of its processor time, until its handler was there. */
export type Times = readonly [passed: number, processor: number];

/** A bundle that is started again and again; `times` in the order of the rounds. */
export interface Started {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly times: Times[];
}

/** Imports a handler as the runtime does, and says when it was there. */
const STARTER = `const { handler } = await import(process.argv[2]);
const [passed, { user, system }] = [performance.now(), process.cpuUsage()];
if (typeof handler !== 'function') throw new Error('there is no handler');
process.stdout.write(JSON.stringify([passed, (user + system) / 1000]), () => process.exit());`;

/** Starts bundles, each time in a fresh process. */
export async function createStarts() {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const starter = join(folder, 'starter.mjs');
  await writeFile(starter, STARTER);
  const all: Started[] = [];
  const run = promisify(execFile);
  return {
    /** Has a bundle take part with an environment, after those that do so already. */
    async enter({ code }: Bundle, env: Started['env']): Promise<Started> {
      const started = { file: join(folder, `${all.length}.mjs`), env, times: [] };
      await writeFile(started.file, code);
      all.push(started);
      return started;
    },
    /** Starts each once, in turn, so that whatever else the machine does meets all alike. */
    async round(): Promise<void> {
      for (const { file, env, times } of all) {
        const { stdout } = await run(process.execPath, [starter, file], { env });
        times.push(JSON.parse(stdout));
      }
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[of.length >> 1]!;
const mediansOf = (times: readonly Times[]): Times => [
  median(times.map(([passed]) => passed)),
  median(times.map(([, processor]) => processor)),
];

/** The medians of both times. */
export const medians = ({ times }: Started): Times => mediansOf(times);
/** The medians of what both times were, round by round, to those of another. */
export const ratios = ({ times }: Started, other: Started): Times =>
  mediansOf(times.map(([passed, processor], n) => [passed / other.times[n]![0], processor / other.times[n]![1]]));
