import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../lambdas/app/ports.ts';

/** What every ledger keeps: entries are added, and stay as they were first. */
export function ledgerContract(name: string, ledger: () => Ledger): void {
  describe(`${name} as a ledger`, () => {
    it('gives back what was added, to the letter', async () => {
      const body = '{"at":"2026-03-01T12:00:00.250Z","ground":"Büro – 税"}';

      await ledger().add('deletions/d-1/confirmed.json', body);

      expect(await ledger().read('deletions/d-1/confirmed.json')).toBe(body);
    });

    it('leaves an entry as it was first, whoever adds it again', async () => {
      await ledger().add('deletions/d-2/cancelled.json', 'first');

      await Promise.all(
        ['second', 'third', 'fourth'].map((body) => ledger().add('deletions/d-2/cancelled.json', body)),
      );

      expect(await ledger().read('deletions/d-2/cancelled.json')).toBe('first');
    });

    it('lets one of twenty at once be first', async () => {
      const path = 'deletions/d-3/claimed.json';

      await Promise.all(Array.from({ length: 20 }, (_, n) => ledger().add(path, `${n}`)));

      const first = await ledger().read(path);
      await ledger().add(path, 'late');
      expect(await ledger().read(path)).toBe(first);
      expect(await ledger().below('deletions/d-3/')).toEqual([path]);
    });

    it('knows nothing of what was never added', async () => {
      expect(await ledger().read('deletions/never/confirmed.json')).toBeNull();
      expect(await ledger().below('deletions/never/')).toEqual([]);
    });

    it('lists a folder, however much is in it, and none whose name begins alike', async () => {
      const paths = Array.from({ length: 1_005 }, (_, n) => `receipts/many/${String(n).padStart(4, '0')}.jws`);
      await Promise.all([...paths, 'receipts/many-more/0.jws'].map((path) => ledger().add(path, 'x')));

      expect([...(await ledger().below('receipts/many/'))].sort()).toEqual(paths);
    });
  });
}
