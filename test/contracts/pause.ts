import { describe, expect, it } from 'vitest';
import type { Pause } from '../../lambdas/app/pause.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';

/** What every pause keeps: one at a time, and the first stays until it is lifted. `fresh`: of a store with nothing in it. */
export function pauseContract(name: string, fresh: () => Promise<Pause>): void {
  const first = { by: 'AIDA1', reason: 'CASE-1', at: NOON };
  const second = { by: 'AIDA2', reason: 'CASE-2', at: plus(NOON, HOUR) };

  describe(`${name} as a pause`, () => {
    it('is none at first, and keeps no brake off', async () => {
      const pause = await fresh();

      expect([await pause.read(), await pause.brakeFrom()]).toEqual([null, null]);
    });

    it('stays as it was first, whoever pauses again', async () => {
      const pause = await fresh();

      expect(await pause.set(first)).toEqual(first);
      expect(await pause.set(second)).toEqual(first);
      expect(await pause.read()).toEqual(first);
    });

    it('is one, of twenty at once, and all hear of it', async () => {
      const pause = await fresh();

      const heard = await Promise.all(Array.from({ length: 20 }, (_, n) => pause.set({ ...first, at: plus(NOON, n) })));

      expect(new Set(heard.map(({ at }) => at.getTime())).size).toBe(1);
      expect(await pause.read()).toEqual(heard[0]);
    });

    it('is lifted by who has read it, once, and keeps the brake off until then', async () => {
      const pause = await fresh();
      await pause.set(first);

      expect(await pause.lift(second, plus(NOON, DAY))).toBe(false);
      expect(await pause.brakeFrom()).toBeNull();
      expect(await pause.lift(first, plus(NOON, HOUR))).toBe(true);
      expect(await pause.lift(first, plus(NOON, DAY))).toBe(false);

      expect([await pause.read(), await pause.brakeFrom()]).toEqual([null, plus(NOON, HOUR)]);
    });

    it('can be placed again', async () => {
      const pause = await fresh();
      await pause.set(first);
      await pause.lift(first, NOON);

      expect(await pause.set(second)).toEqual(second);
    });
  });
}
