import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dies } from './crashes.ts';
import { histories, KINDS, type KindName, live } from './history.ts';
import { Lab } from './lab.ts';
import { earlySchedules, isInTwoMinutes, isOnTime, lostSchedules } from './on-time.ts';
import { isOvertaken, OVERTAKEN } from './overtaken.ts';
import { memoryStore } from './stores.ts';
import { newTally } from './tally.ts';

const RUNS: Readonly<Record<KindName, number>> = {
  'what people do': 3_500,
  'what is followed': 2_000,
  'what wakes a purge': 2_500,
  'what a purge comes through': 2_000,
};
const ON_TIME = 250;
/** Tries one of them again: `HISTORIES_SEED=… npx vitest run test/histories`. */
const seed = Number(process.env.HISTORIES_SEED ?? Date.now() % 2 ** 31);

const lab = new Lab(memoryStore());
beforeAll(() => lab.listen());

describe(`histories (seed ${seed})`, () => {
  it.each(Object.entries(KINDS))('keep every promise through %s', { timeout: 120_000 }, async (name, kind) => {
    const tally = newTally();
    const numRuns = RUNS[name as KindName];

    await fc.assert(
      fc.asyncProperty(histories(kind), async (history) => tally.add(await live(lab, history))),
      { numRuns, seed },
    );

    console.info(tally.line(name, seed));
    for (const what of ['confirm', 'claims', 'cancelled in grace', 'crashes', 'races', 'gone for good']) {
      expect([what, tally.of(what) > numRuns / 100]).toEqual([what, true]);
    }
  });

  it('begin each purge within two minutes of its time when the schedule fires', { timeout: 60_000 }, async () => {
    expect(await tried(earlySchedules, isInTwoMinutes)).toBeGreaterThan(ON_TIME / 4);
  });

  it('begin each purge within an hour of its time, though every schedule is lost', { timeout: 60_000 }, async () => {
    expect(await tried(lostSchedules, isOnTime)).toBeGreaterThan(ON_TIME / 4);
  });

  it.each(['goes on', 'ends', 'is stopped'] as const)(
    'end as they should wherever the purge dies whose execution %s',
    async (death) => {
      let calls = 0;

      while (await dies(lab, calls, death)) calls++;

      expect(calls).toBeGreaterThan(40);
    },
  );

  it.each(OVERTAKEN)('leave the world as the account is when a follower of %j is overtaken by %s', async (...race) => {
    for (const pick of [0, 1, 2]) {
      let calls = 0;

      while (await isOvertaken(lab, race, calls, pick)) calls++;

      expect(calls).toBeGreaterThan(1);
    }
  });
});

/** Tries a property of what is on time; tells in how many histories there was a purge to be begun. */
async function tried<H>(
  arbitrary: fc.Arbitrary<H>,
  isOnTimeIn: (lab: Lab, history: H) => Promise<boolean>,
): Promise<number> {
  let purges = 0;
  const property = fc.asyncProperty(arbitrary, async (history) => {
    purges += Number(await isOnTimeIn(lab, history));
  });
  await fc.assert(property, { numRuns: ON_TIME, seed });
  return purges;
}
