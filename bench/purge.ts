/**
 * Whole purges in the local run of accounts of 100 records and up, each in a run of its own: whether the curve is straight
 * and memory flat; the second largest once more, killed three times on the way. `node bench/purge.ts [largest]`
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { promise, table, whole } from './markdown.ts';
import type { Purged } from './purge-run.ts';

const [largest = 1_000_000] = process.argv.slice(2).map(Number);
/** Memory of the largest to that of ten thousand, and time a record of the largest to that of a tenth of it. */
const PROMISED = { memory: 1.2, time: 1.2 };
/** Of these there is something left in any case: the tombstone, and the bill. */
const KEPT = /state table|usage/;

const sizes = [100, 1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= largest);
const purged: Purged[] = [];
for (const [records, kills] of [...sizes.map((size) => [size, 0]), [largest / 10, 3]]) {
  const run = [`${import.meta.dirname}/purge-run.ts`, String(records), String(kills)];
  const { stdout } = await promisify(execFile)(process.execPath, run, { maxBuffer: 2 ** 26 });
  purged.push(JSON.parse(stdout.trim().split('\n').at(-1)!));
  console.error(stdout.trim().split('\n').at(-1));
}

const [whole10k, tenth, last] = [10_000, largest / 10, largest].map(
  (size) => purged.find((it) => it.records === size)!,
);
const memory = last!.peak / whole10k!.peak;
const time = last!.seconds / last!.records / (tenth!.seconds / tenth!.records);
const isLeft = purged.some(({ ended, left }) => ended !== 'SUCCEEDED' || left.some((name) => !KEPT.test(name)));
if (isLeft || memory > PROMISED.memory || time > PROMISED.time) process.exitCode = 1;

console.log(
  table([
    [
      'records',
      'killed',
      'seconds',
      'records a second',
      'peak resident MB',
      'invocations',
      'durable operations',
      'left in',
    ],
    ...purged.map(({ records, kills, seconds, peak, invocations, operations, left }) => [
      whole(records),
      kills ? `${kills} times` : '–',
      seconds.toFixed(1),
      whole(records / seconds),
      whole(peak),
      String(invocations),
      String(operations),
      left.join(', '),
    ]),
  ]),
);
console.log(
  promise(`memory of a purge of ${whole(largest)} records, to 10,000`, `at most ${PROMISED.memory}`, memory.toFixed(2)),
);
console.log(
  promise(`time a record of ${whole(largest)}, to ${whole(largest / 10)}`, `at most ${PROMISED.time}`, time.toFixed(2)),
);
