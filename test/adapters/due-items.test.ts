import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoDueItems, dynamoPurgesDue } from '../../lambdas/adapters/dynamo-due-items.ts';
import type { Line } from '../../lambdas/app/ports.ts';
import { requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import { DAY, HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();
const PURGE_AT = plus(NOON, 7 * DAY);
const act = { by: 'AIDA1', reason: 'CASE-1' };
let index: readonly [typeof db.documents, string, string];

/** Thirty deletions, a minute apart. */
beforeAll(async () => {
  const table = await db.table(
    'owed',
    { partition: 'pk', sort: 'sk' },
    { name: 'owed', partition: 'owed', sort: 'dueAt' },
  );
  index = [db.documents, table, 'owed'];
  const accounts = dynamoAccounts(db.documents, table);
  for (let n = 0; n < 30; n++) {
    const ask = { deletionId: `d-${n}`, ...act };
    await accounts.change(`a-${n}`, (account) => requestOnBehalf(account, ask, plus(NOON, n * MINUTE)));
  }
});

describe('what is due', () => {
  const dueIn = (line: Line, at: Date) =>
    Promise.all(dynamoDueItems(...index)(line, at).map((batches) => Array.fromAsync(batches)));
  const kinds = async (line: Line, at: Date) => (await dueIn(line, at)).flat(2).map(({ kind }) => kind);

  it('is read by line, however much there is in the other', async () => {
    expect(await kinds('purges', plus(PURGE_AT, 9 * MINUTE))).toEqual(Array(10).fill('purge'));
    expect(await kinds('all else', plus(PURGE_AT, HOUR))).not.toContain('purge');
  });

  it('comes the oldest first', async () => {
    const items = (await dueIn('purges', plus(PURGE_AT, HOUR))).flat(2);

    expect(items.map(({ accountId }) => accountId)).toEqual(Array.from({ length: 30 }, (_, n) => `a-${n}`));
  });

  it('is nothing at all, not an empty batch, where nothing is', async () => {
    expect(await dueIn('purges', NOON)).toEqual([[]]);
  });

  it('is spread over the places of its line, and the oldest first in each', async () => {
    const places = await dueIn('all else', plus(PURGE_AT, HOUR));

    expect(places.filter((batches) => batches.length > 0).length).toBeGreaterThan(2);
    for (const place of places) {
      const times = place.flat().map(({ dueAt }) => dueAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });
});

describe('counting the purges that come', () => {
  it('counts those after the one moment and up to the other, and nothing else', async () => {
    const count = dynamoPurgesDue(...index);

    expect(await count(plus(PURGE_AT, -1), plus(PURGE_AT, 9 * MINUTE), 1_000)).toBe(10);
    expect(await count(PURGE_AT, plus(PURGE_AT, 9 * MINUTE), 1_000)).toBe(9);
    expect(await count(plus(PURGE_AT, HOUR), plus(PURGE_AT, 2 * HOUR), 1_000)).toBe(0);
  });

  it('says of too many that they are too many', async () => {
    expect(await dynamoPurgesDue(...index)(NOON, plus(PURGE_AT, HOUR), 3)).toBeGreaterThan(3);
  });
});
