import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { engine } from '../support/engine.ts';
import { histories, KINDS, live } from './history.ts';
import { Lab } from './lab.ts';
import { engineStore } from './stores.ts';
import { newTally } from './tally.ts';

const RUNS = 50;
/** Tries one of them again: `HISTORIES_SEED=… npx vitest run test/histories`. */
const seed = Number(process.env.HISTORIES_SEED ?? Date.now() % 2 ** 31);

const db = engine();
let lab: Lab;
beforeAll(async () => {
  const owed = { name: 'owed', partition: 'owed', sort: 'dueAt' };
  const table = await db.table('state', { partition: 'pk', sort: 'sk' }, owed);
  lab = new Lab(engineStore(() => db.documents, table, owed.name));
  lab.listen();
});

describe(`histories over DynamoDB (seed ${seed})`, () => {
  it.each(Object.entries(KINDS))('keep every promise through %s', { timeout: 120_000 }, async (name, kind) => {
    const tally = newTally();
    const shorter = { ...kind, most: 12 };

    await fc.assert(
      fc.asyncProperty(histories(shorter), async (history) => tally.add(await live(lab, history))),
      { numRuns: RUNS, seed },
    );

    console.info(tally.line(name, seed));
    expect(tally.of('confirm')).toBeGreaterThan(0);
  });
});
