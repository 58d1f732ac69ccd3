/**
 * Whole purges in the local run of accounts of 100 records and up, each in a run of its own: whether the curve is straight
 * and memory flat, beside bare loops of deletes; the second largest once more, killed three times on the way.
 * `node bench/purge.ts [largest]`
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { promise, table, whole } from './markdown.ts';
import type { Looped, Purged } from './purge-run.ts';

const SIZES = [100, 1_000, 10_000, 100_000, 1_000_000];
const [largest = 1_000_000] = process.argv.slice(2).map(Number);
if (largest < 10_000 || !SIZES.includes(largest))
  throw new Error(`The largest account has 10,000, 100,000 or 1,000,000 records, and not ${largest}.`);
/**
 * Memory of the largest to that of ten thousand; and time a record of the largest to that of a tenth of it, each to a bare
 * loop's: the engine takes longer a record itself where there are more.
 */
const PROMISED = { memory: 1.2, time: 1.2 };
/** Of these there is something left in any case: the tombstone, and the bill. */
const KEPT = /state table|usage/;

/** One run in a process of its own, which tells what came of it in its last line. */
async function run<Told>(records: number, how: number | 'bare'): Promise<Told> {
  const args = [`${import.meta.dirname}/purge-run.ts`, String(records), String(how)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  const told = stdout.trim().split('\n').at(-1)!;
  console.error(how, told);
  return JSON.parse(told);
}

const sizes = SIZES.filter((size) => size <= largest);
const runs: { purged: Purged; looped?: Looped }[] = [];
for (const size of sizes) runs.push({ purged: await run(size, 0), looped: await run(size, 'bare') });
runs.push({ purged: await run(largest / 10, 3) });

const rate = ({ records, seconds }: Looped) => records / seconds;
const toLoop = ({ purged, looped }: (typeof runs)[number]) => rate(purged) / rate(looped!);
const [whole10k, tenth, last] = [10_000, largest / 10, largest].map(
  (size) => runs.find(({ purged }) => purged.records === size)!,
);
const memory = last!.purged.peak / whole10k!.purged.peak;
const time = toLoop(tenth!) / toLoop(last!);
const isLeft = runs.some(
  ({ purged: { ended, left } }) => ended !== 'SUCCEEDED' || left.some((name) => !KEPT.test(name)),
);
if (isLeft || memory > PROMISED.memory || time > PROMISED.time) process.exitCode = 1;

console.log(
  table([
    [
      'records',
      'killed',
      'seconds',
      'records a second',
      'of a bare loop',
      'to it',
      'peak resident MB',
      'invocations',
      'durable operations',
      'left in',
    ],
    ...runs.map(({ purged, looped }) => [
      whole(purged.records),
      purged.kills ? `${purged.kills} times` : '–',
      purged.seconds.toFixed(1),
      whole(rate(purged)),
      looped ? whole(rate(looped)) : '–',
      looped ? toLoop({ purged, looped }).toFixed(2) : '–',
      whole(purged.peak),
      String(purged.invocations),
      String(purged.operations),
      purged.left.join(', '),
    ]),
  ]),
);
console.log(
  promise(`memory of a purge of ${whole(largest)} records, to 10,000`, `at most ${PROMISED.memory}`, memory.toFixed(2)),
);
console.log(
  promise(
    `time a record to a bare loop's, of ${whole(largest)} to that of ${whole(largest / 10)}`,
    `at most ${PROMISED.time}`,
    time.toFixed(2),
  ),
);
