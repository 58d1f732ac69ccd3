import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createClock, type LocalClock } from '../../local/clock.ts';

const START = Date.parse('2026-03-01T00:00:00.000Z');
const MINUTE = 60_000;
const clocks: LocalClock[] = [];

function started(onError?: (error: unknown) => void): LocalClock {
  const clock = createClock({ start: START, ...(onError && { onError }) });
  clocks.push(clock);
  return clock;
}

afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

test('ticks with the wall', async () => {
  const clock = started();

  await sleep(30);

  expect(clock.now() - START).toBeGreaterThanOrEqual(29);
  expect(clock.now() - START).toBeLessThan(1000);
});

test('fires what falls due on the way in order, each at its own moment', async () => {
  const clock = started();
  const seen: [string, number][] = [];
  const see = (name: string) => () => void seen.push([name, Math.floor((clock.now() - START) / MINUTE)]);
  clock.at(START + 3 * MINUTE, 'schedule', 'third', see('third'));
  clock.at(START + 1 * MINUTE, 'schedule', 'first', see('first'));
  clock.at(START + 1 * MINUTE, 'schedule', 'second', see('second'));
  clock.at(START + 9 * MINUTE, 'schedule', 'beyond', see('beyond'));

  const fired = await clock.advance(5 * MINUTE);

  expect(seen).toEqual([
    ['first', 1],
    ['second', 1],
    ['third', 3],
  ]);
  expect(fired.map(({ at, what, name }) => [at, what, name])).toEqual([
    ['2026-03-01T00:01:00.000Z', 'schedule', 'first'],
    ['2026-03-01T00:01:00.000Z', 'schedule', 'second'],
    ['2026-03-01T00:03:00.000Z', 'schedule', 'third'],
  ]);
  expect(clock.now() - START).toBeGreaterThanOrEqual(5 * MINUTE);
  expect(clock.now() - START).toBeLessThan(6 * MINUTE);
});

test('lets what one moment sets off finish before the next', async () => {
  const clock = started();
  const seen: string[] = [];
  clock.at(START + MINUTE, 'schedule', 'slow', async () => {
    await sleep(20);
    seen.push('done');
    clock.track(sleep(10).then(() => seen.push('what it began')));
  });
  clock.at(START + MINUTE + 1, 'schedule', 'next', () => void seen.push('next'));

  await clock.advance(2 * MINUTE);

  expect(seen).toEqual(['done', 'what it began', 'next']);
});

test('fires what is entered on the way, and what is due already', async () => {
  const clock = started();
  const seen: string[] = [];
  clock.at(START + MINUTE, 'schedule', 'first', () => {
    clock.at(clock.now() + MINUTE, 'wait', 'later', () => void seen.push('later'));
    clock.at(START, 'wait', 'past', () => void seen.push('past'));
  });

  const fired = await clock.advance(3 * MINUTE);

  expect(seen).toEqual(['past', 'later']);
  expect(fired.map(({ name }) => name)).toEqual(['first', 'past', 'later']);
});

test('fires by the wall when it is not moved', async () => {
  const clock = started();
  const { promise, resolve } = Promise.withResolvers<number>();

  clock.at(clock.now() + 25, 'schedule', 'soon', () => resolve(clock.now()));

  expect((await promise) - START).toBeGreaterThanOrEqual(25);
});

test('goes on with what recurs until it is cancelled', async () => {
  const clock = started();
  let times = 0;
  const sweep = clock.every(15 * MINUTE, 'rule', 'sweep', () => {
    times += 1;
  });

  await clock.advance(60 * MINUTE + 1000);
  sweep.cancel();
  await clock.advance(60 * MINUTE);

  expect(times).toBe(4);
});

test('leaves out what was cancelled', async () => {
  const clock = started();
  let fired = false;
  const entry = clock.at(START + MINUTE, 'schedule', 'cancelled', () => {
    fired = true;
  });

  entry.cancel();

  expect(await clock.advance(2 * MINUTE)).toEqual([]);
  expect(fired).toBe(false);
});

test('makes one move after the other', async () => {
  const clock = started();
  let under = 0;
  let most = 0;
  clock.every(MINUTE, 'rule', 'work', async () => {
    under += 1;
    most = Math.max(most, under);
    await sleep(5);
    under -= 1;
  });

  const moves = await Promise.all([clock.advance(3 * MINUTE + 500), clock.advance(3 * MINUTE)]);

  expect(moves.map((fired) => fired.length)).toEqual([3, 3]);
  expect(most).toBe(1);
});

test('tells of what failed, and goes on', async () => {
  const errors: unknown[] = [];
  const clock = started((error) => errors.push(error));
  clock.at(START + MINUTE, 'schedule', 'bad', () => {
    throw new Error('broken');
  });
  clock.at(START + MINUTE, 'schedule', 'worse', async () => Promise.reject(new Error('rejected')));

  const fired = await clock.advance(2 * MINUTE);

  expect(fired).toHaveLength(2);
  expect(errors.map(String)).toEqual(['Error: broken', 'Error: rejected']);
});

test('has a year of idle ticks behind it in seconds', async () => {
  const clock = started();
  clock.every(15 * MINUTE, 'rule', 'sweep', () => {});
  const begun = performance.now();

  const fired = await clock.advance(365 * 24 * 60 * MINUTE);

  expect(fired).toHaveLength(35_040);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
