import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { COUNTS } from '../../bench/cost/count.ts';
import { CHANCE, type Counts, callsOf } from '../../bench/cost/counts.ts';
import { countLife } from '../../bench/cost/life.ts';

const [committed]: [Counts] = JSON.parse(await readFile(COUNTS, 'utf8'));
let counted: Counts;
beforeAll(async () => {
  counted = await countLife(committed.records);
}, 300_000);

const WRONG = 'what a deletion asks of AWS has changed: run `node bench/cost/count.ts`, and look at what it costs now';

// A batch of the stream more or less, a save that lost against another, a look more at the final export: where two act
// at once, each of these is right.
function expectAbout(found: number | undefined, expected: number, what: string): void {
  expect(found, `${what}: ${WRONG}`).toBeGreaterThan(expected - CHANCE);
  expect(found, `${what}: ${WRONG}`).toBeLessThan(expected + CHANCE);
}

it('asks about as often as the model says', () => {
  const calls = callsOf(counted);

  expect(Object.keys(calls).sort(), WRONG).toEqual(Object.keys(callsOf(committed)).sort());
  for (const [call, times] of Object.entries(callsOf(committed))) expectAbout(calls[call], times, call);
  expectAbout(counted.durable.operations, committed.durable.operations, 'durable operations');
});

it('takes the same functions, with the same memory', () => {
  const memories = ({ functions }: Counts) =>
    Object.fromEntries(Object.entries(functions).map(([verb, { memory }]) => [verb, memory]));

  expect(memories(counted), WRONG).toEqual(memories(committed));
});

it('mails, signs, schedules and answers exactly as often', () => {
  const exact = (counts: Counts) => {
    const { 'sesv2 SendEmail': mails, 'kms Sign': signatures, 's3 PutObject': puts } = callsOf(counts);
    return { mails, signatures, puts, schedules: counts.schedules, requests: counts.requests, index: counts.index };
  };

  expect(exact(counted), WRONG).toEqual(exact(committed));
});
