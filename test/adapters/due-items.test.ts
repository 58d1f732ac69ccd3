import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoDueItems, dynamoPurgesDue } from '../../lambdas/adapters/dynamo-due-items.ts';
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

describe('what is due of all kinds but one', () => {
  it('is as much as asked for, however much of the other kind is before it', async () => {
    const due = dynamoDueItems(...index);
    const now = plus(PURGE_AT, HOUR);

    const all = await due(now, 1_000);
    const others = await due(now, 5, 'purge');

    expect(all.filter(({ kind }) => kind === 'purge')).toHaveLength(30);
    expect(others).toEqual(all.filter(({ kind }) => kind !== 'purge').slice(0, 5));
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
