import { describe, expect, it } from 'vitest';
import type { Cursor, Holding, Look } from '../../lambdas/app/holding.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';

/** A kind of holding, and how to put records of it into an account. */
export interface HoldingUnderTest {
  readonly holding: Holding;
  /** How it is verified. */
  readonly look: Look;
  /** Puts so many records into the account. */
  fill(accountId: string, records: number): Promise<void>;
  /** Everything that the store has of an account, read past the holding. */
  stored(accountId: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What an export has of it, where it has another form. @default what is stored */
  exported?(accountId: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** What of that must go; all of it unless the kind retains some. */
  readonly mustGo?: (record: Readonly<Record<string, unknown>>) => boolean;
  /** What of one record must go: it, and what it names. @default 1 */
  readonly perRecord?: number;
}

/** More records than one page of a listing holds. */
const PAGES = 1_100;

const exportedBy = async (holding: Holding, accountId: string, cursor?: Cursor) =>
  (await Array.fromAsync(holding.export(accountId, cursor))).flatMap(({ records }) => records);

/** What every kind of holding keeps (SPEC 5). */
export function holdingContract(name: string, setUp: () => HoldingUnderTest): void {
  let lastId = 0;
  const freshId = () => `${name.replaceAll(/\W/g, '-')}-${++lastId}`;
  const inTime = { deletionId: 'd-1', startedAt: NOON, timeLeft: () => 15 * MINUTE };

  async function eraseAll(accountId: string, timeLeft = inTime.timeLeft): Promise<number> {
    let slices = 0;
    for (let cursor: Record<string, unknown> | undefined, more = true; more; more = cursor !== undefined) {
      ({ cursor } = await setUp().holding.erase(accountId, { ...inTime, cursor, timeLeft }));
      slices += 1;
    }
    return slices;
  }
  /** What a look finds, in as many slices as it takes. */
  async function found(accountId: string, timeLeft = inTime.timeLeft) {
    const sum = { held: 0, left: 0, slices: 0 };
    for (let cursor: Cursor | undefined, more = true; more; more = cursor !== undefined) {
      const look = await setUp().look(accountId, { ...inTime, cursor, timeLeft });
      sum.held += look.held;
      sum.left += look.left;
      sum.slices += 1;
      cursor = look.cursor;
    }
    return sum;
  }
  const left = async (accountId: string) => {
    const { stored, mustGo = () => true } = setUp();
    return (await stored(accountId)).filter(mustGo).length;
  };

  describe(`${name} as a holding`, () => {
    it('counts nothing, erases nothing and verifies nothing of an account that holds nothing', async () => {
      const { holding } = setUp();

      expect(await holding.count('nobody', 10)).toEqual({ count: 0 });
      expect(await holding.erase('nobody', inTime)).toEqual({ erased: 0 });
      expect(await found('nobody')).toEqual({ held: 0, left: 0, slices: 1 });
    });

    it('counts up to the bound, and says so when there is more', async () => {
      const { holding, fill } = setUp();
      const id = freshId();
      await fill(id, 11);

      expect(await holding.count(id, 11)).toEqual({ count: 11 });
      expect(await holding.count(id, 10)).toEqual({ count: 10, atLeast: true });
    });

    it('exports every record that the account holds, and nobody else’s', async () => {
      const { holding, fill, stored } = setUp();
      const id = freshId();
      await fill(id, 7);
      await fill(`${id}-2`, 3);

      const exported = await exportedBy(holding, id);

      const kept = await (setUp().exported ?? stored)(id);
      expect(exported).toHaveLength(kept.length);
      expect(exported).toEqual(expect.arrayContaining([...kept]));
    });

    it('goes on with an export after any page of it', async () => {
      const { holding, fill } = setUp();
      const id = freshId();
      await fill(id, PAGES);
      const all = await Array.fromAsync(holding.export(id));

      let before = 0;
      for (const { records, cursor } of all.slice(0, -1)) {
        before += records.length;
        // As it comes out of an execution's history.
        const rest = await exportedBy(holding, id, JSON.parse(JSON.stringify(cursor)));
        expect(rest).toEqual(all.flatMap((page) => page.records).slice(before));
      }
      expect(all.at(-1)).not.toHaveProperty('cursor', expect.anything());
    });

    it('erases all of one account, however many pages, and nothing of one whose id begins alike', async () => {
      const { fill, perRecord = 1 } = setUp();
      const id = freshId();
      await fill(id, PAGES);
      await fill(`${id}-2`, 3);

      expect(await found(id)).toMatchObject({ held: PAGES, left: PAGES * perRecord });
      await eraseAll(id);

      expect(await left(id)).toBe(0);
      expect(await found(id)).toMatchObject({ left: 0 });
      expect(await found(`${id}-2`)).toMatchObject({ held: 3, left: 3 * perRecord });
    });

    it('erases again as if for the first time', async () => {
      const id = freshId();
      await setUp().fill(id, 5);
      await eraseAll(id);
      const before = await setUp().stored(id);

      await eraseAll(id);

      expect(await setUp().stored(id)).toEqual(before);
    });

    it('goes on from where a slice ran out of time', async () => {
      const id = freshId();
      await setUp().fill(id, PAGES);

      const slices = await eraseAll(id, () => 0);

      expect(slices).toBeGreaterThan(1);
      expect(await left(id)).toBe(0);
    });

    it('is looked at in slices, each from where the last ran out of time', async () => {
      const { fill, perRecord = 1 } = setUp();
      const id = freshId();
      await fill(id, PAGES);

      expect(await found(id, () => 0)).toMatchObject({ held: PAGES, left: PAGES * perRecord });
    });

    it('can be suspended and resumed twice each, and is then as it was', async () => {
      const { holding, fill, stored } = setUp();
      const id = freshId();
      await fill(id, 4);
      const before = await stored(id);

      await holding.suspend(id);
      const suspended = await stored(id);
      await holding.suspend(id);
      expect(await stored(id)).toEqual(suspended);
      await holding.resume(id);
      await holding.resume(id);

      expect(await stored(id)).toEqual(before);
    });
  });
}
