import { describe, expect, it } from 'vitest';
import type { OwedKey } from '../../lambdas/app/ports.ts';
import { tellChange } from '../../lambdas/app/tell-change.ts';
import type { OwedEntry, OwedEvent } from '../../lambdas/domain/owed.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';

const KEY = { accountId: 'acme', id: 'OWED#event#7' };
const scheduled: OwedEvent = {
  id: KEY.id,
  kind: 'event',
  event: 'AccountDeletionScheduled',
  dueAt: NOON,
  deletionId: 'd-1',
  purgeAt: plus(NOON, 7 * DAY),
};
const ACT = { by: 'AIDA1', reason: 'CASE-1' };
const confirmed: OwedEntry = { kind: 'entry', entry: 'confirmed', dueAt: NOON, deletionId: 'd-1' };

/** One thing to tell, a bus and a ledger; `refuses` has both say no, and `forgets` loses the note that it is told. */
function setUp(telling: OwedEvent | OwedEntry, { refuses = false, forgets = false } = {}) {
  const said: unknown[] = [];
  const say = async (...what: unknown[]) => {
    if (refuses) throw new Error('not now');
    said.push(...what);
  };
  let there = true;
  const tell = tellChange({
    tellings: {
      read: async () => (there ? telling : null),
      done: async () => {
        if (forgets) throw new Error('lost');
        there = false;
      },
    },
    publishEvent: say,
    ledger: { add: say },
    revisionOf: ({ id }: OwedKey) => Number(id.at(-1)),
  });
  return { tell: () => tell(KEY), said, isThere: () => there };
}

describe('a change', () => {
  it('is told as an event with its number and its moment, and with nothing of how it was owed', async () => {
    const { tell, said, isThere } = setUp(scheduled);

    expect(await tell()).toBe('told');

    const { event, deletionId, purgeAt } = scheduled as OwedEvent & { event: 'AccountDeletionScheduled' };
    expect(said).toEqual([{ event, deletionId, purgeAt, accountId: 'acme', number: 7, at: NOON }]);
    expect(isThere()).toBe(false);
  });

  it('is entered into its deletion’s folder of the ledger, and its account’s', async () => {
    const { tell, said } = setUp(confirmed);

    await tell();

    const body = JSON.stringify({ accountId: 'acme', deletionId: 'd-1', at: NOON.toISOString() });
    expect(said).toEqual(['deletions/d-1/confirmed.json', body, 'accounts/acme/d-1.json', body]);
  });

  it('that a deletion was cancelled stands in its folder alone', async () => {
    const { tell, said } = setUp({ ...confirmed, entry: 'cancelled' });

    await tell();

    expect(said).toEqual([
      'deletions/d-1/cancelled.json',
      JSON.stringify({ accountId: 'acme', deletionId: 'd-1', at: NOON.toISOString() }),
    ]);
  });

  it('by an operator is entered with who it was, and why', async () => {
    const { tell, said } = setUp({ ...confirmed, entry: 'requested', ...ACT });

    await tell();

    const body = { accountId: 'acme', deletionId: 'd-1', ...ACT, at: NOON.toISOString() };
    expect(said.map((part, index) => (index % 2 ? JSON.parse(part as string) : part))).toEqual([
      'deletions/d-1/requested.json',
      body,
      'accounts/acme/d-1.json',
      body,
    ]);
  });

  it.each([
    ['beside the deletion that it stops', 'd-1', 'deletions/d-1/held-20260301T120000.250Z.json'],
    ['under the account where there is none', null, 'operators/acme/held-20260301T120000.250Z.json'],
  ])('that operators may do again is entered %s, with its moment', async (_, deletionId, path) => {
    const { tell, said } = setUp({ kind: 'entry', entry: 'held', dueAt: NOON, deletionId, until: null, ...ACT });

    await tell();

    const body = JSON.stringify({ accountId: 'acme', deletionId, until: null, ...ACT, at: NOON.toISOString() });
    expect(said).toEqual([path, body]);
  });

  it.each([
    ['the bus', scheduled],
    ['the ledger', confirmed],
  ])('stays owed while %s says no, however long', async (_, telling) => {
    const { tell, isThere } = setUp(telling, { refuses: true });

    await expect(tell()).rejects.toThrow('not now');

    expect(isThere()).toBe(true);
  });

  it('is told again when the note was lost that it is told', async () => {
    const { tell, said } = setUp(scheduled, { forgets: true });

    await expect(tell()).rejects.toThrow('lost');
    await expect(tell()).rejects.toThrow('lost');

    expect(said[1]).toEqual(said[0]);
  });

  it('that is told already is not told again', async () => {
    const { tell, said } = setUp(scheduled);

    await tell();

    expect(await tell()).toBe('told already');
    expect(said).toHaveLength(1);
  });
});
