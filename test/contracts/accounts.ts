import { describe, expect, it } from 'vitest';
import type { Pause } from '../../lambdas/app/pause.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { type Account, type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import { claimExport, endExport, failExport, finishExport, requestExport } from '../../lambdas/domain/export.ts';
import { hold, release } from '../../lambdas/domain/hold.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };

const kept = (owed: Owed) => ({ ...owed, id: expect.any(String) });

/**
 * What every store of accounts keeps: compare-and-set over whole accounts. `pause`: of the same store; one that knows of
 * no pause is not asked about it.
 */
export function accountsContract(name: string, accounts: () => Accounts, pause?: () => Pause): void {
  let lastId = 0;
  const freshId = () => `account-${++lastId}`;
  const asked = async (id: string) => accounts().change(id, (account) => request(account, ask(), NOON));
  const confirmed = async (id: string) => {
    await asked(id);
    return accounts().change(id, (account) => confirm(account, link(), NOON));
  };
  const load = async (id: string) => (await accounts().load(id)) as LivingAccount;
  /** What is owed beside what is told. */
  const kindsOwed = async (id: string) =>
    (await load(id)).owed
      .map(({ kind }) => kind)
      .filter((kind) => !['notice', 'event', 'entry'].includes(kind))
      .sort();

  describe(`${name} as a store of accounts`, () => {
    it('knows an account that was never stored as an active one', async () => {
      expect(await load('nobody')).toEqual(untouched('nobody'));
    });

    it('gives back what was saved, every date and field of it, at each stage', async () => {
      const [id, other] = [freshId(), freshId()];
      await asked(id);
      await confirmed(other);

      const waiting = request(untouched(id), ask(), NOON);
      const inGrace = confirm(request(untouched(other), ask(), NOON), link(), NOON);
      expect(await load(id)).toEqual({ ...waiting, rev: 1, owed: expect.arrayContaining(waiting.owed.map(kept)) });
      expect(await load(other)).toEqual({ ...inGrace, rev: 2, owed: expect.arrayContaining(inGrace.owed.map(kept)) });
    });

    it('saves nothing when the decision is to change nothing', async () => {
      const id = freshId();
      await asked(id);

      await accounts().change(id, (account) => account);

      expect((await load(id)).rev).toBe(1);
    });

    it('saves nothing when the decision is a fault, and passes it on', async () => {
      const id = freshId();
      await asked(id);

      const refused = accounts().change(id, (account) => confirm(account, link('other'), NOON));

      await expect(refused).rejects.toThrow('token-invalid');
      expect((await load(id)).rev).toBe(1);
    });

    it('lets one of twenty writers win, and has the others decide on what it left', async () => {
      const id = freshId();
      await asked(id);

      const twenty = Array.from({ length: 20 }, (_, n) =>
        accounts().change(id, (account) => confirm(account, link(), plus(NOON, n))),
      );

      const purgeDates = (await Promise.all(twenty)).map(({ deletion }) => JSON.stringify(deletion));
      expect(new Set(purgeDates).size).toBe(1);
      expect((await load(id)).rev).toBe(2);
    });

    it('lets every one of twenty changes count when each is to', async () => {
      const id = freshId();
      const mark = (n: number) =>
        accounts().change(
          id,
          (account) =>
            ({ ...account, switched: [...(account as LivingAccount).switched, plus(NOON, n)] }) as LivingAccount,
        );

      await Promise.all(Array.from({ length: 20 }, (_, n) => mark(n)));

      expect((await load(id)).switched).toHaveLength(20);
    });

    it('begins with what is known of the account, and falls back on what is stored', async () => {
      const id = freshId();
      const known = await asked(id);

      const later = await accounts().change(id, (account) => cancel(account, EMAIL, NOON), known);
      const stale = await accounts().change(id, (account) => deactivate(account, EMAIL, NOON), known);

      expect(later).toEqual(expect.objectContaining({ rev: 2, deletion: null }));
      expect({ ...stale, owed: [] }).toEqual({ ...(await load(id)), owed: [] });
      expect(stale.owed).toEqual(expect.arrayContaining([...(await load(id)).owed]));
      expect(stale).toMatchObject({ rev: 3, status: 'deactivated', deletion: null });
    });

    it('settles what is owed only while the account is as it was loaded', async () => {
      const id = freshId();
      await confirmed(id);
      const before = await load(id);
      await accounts().change(id, (account) => deactivate(account, EMAIL, NOON));
      const schedules = before.owed.filter(({ kind }) => kind === 'schedule');

      expect(await accounts().settle(before, schedules)).toBe(false);
      expect(await accounts().settle(await load(id), schedules)).toBe(true);

      expect(await kindsOwed(id)).toEqual(['purge', 'suspension']);
    });

    it('owes a purge no more once it is cancelled', async () => {
      const id = freshId();
      await confirmed(id);

      await accounts().change(id, (account) => cancel(account, EMAIL, NOON));

      expect(await kindsOwed(id)).toEqual(['schedule', 'schedule']);
    });

    it('keeps of a purged account a tombstone, and what follows', async () => {
      const id = freshId();
      await confirmed(id);
      await accounts().change(id, (account) => claim(account, by, PURGE_AT));
      await accounts().change(id, (account) =>
        finish(account, by, { deletedAt: PURGE_AT, kept: [{ holding: 'usage', until: plus(PURGE_AT, DAY) }] }),
      );

      const { owed, ...tombstone } = await accounts().load(id);

      const about = { deletedAt: PURGE_AT, receiptId: 'receipt-1' };
      expect(tombstone).toEqual({ accountId: id, rev: 4, status: 'deleted', deletionId: 'd-1', ...about });
      expect(owed).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'notice', to: 'ada@example.com', ...about }),
          expect.objectContaining({ kind: 'event', event: 'AccountDeleted', ...about }),
          expect.objectContaining({ kind: 'check', dueAt: plus(PURGE_AT, DAY) }),
          expect.objectContaining({ kind: 'retention-end', holdings: ['usage'] }),
        ]),
      );
    });

    it('keeps a hold, every field of it, and forgets it once it is released', async () => {
      const id = freshId();
      const act = { by: 'AIDA1', reason: 'CASE-1' };
      await confirmed(id);
      for (const until of [plus(NOON, DAY), null]) {
        await accounts().change(id, (account) => hold(account, { ...act, until }, NOON));
        expect((await load(id)).hold).toEqual({ ...act, at: NOON, until });
      }
      await accounts().change(id, (account) => release(account, act, NOON));

      expect(await load(id)).not.toHaveProperty('hold');
      const of = { kind: 'entry', deletionId: 'd-1', dueAt: NOON, ...act };
      expect((await load(id)).owed).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ...of, entry: 'held', until: plus(NOON, DAY) }),
          expect.objectContaining({ ...of, entry: 'held', until: null }),
          expect.objectContaining({ ...of, entry: 'released' }),
        ]),
      );
    });

    it('keeps exports, every date and field of them, in each state and oldest first', async () => {
      const id = freshId();
      const archives = [{ name: 'export-e-2-1.zip', bytes: 1_234, sha256: 'a'.repeat(64) }];
      const steps: readonly ((account: Account) => Account)[] = [
        (account) => requestExport(account, { exportId: 'e-9', email: EMAIL }, NOON),
        (account) => claimExport(account, { exportId: 'e-9', execution: 'arn:9' }, NOON),
        (account) => failExport(account, { exportId: 'e-9', execution: 'arn:9' }, NOON),
        (account) => requestExport(account, { exportId: 'e-2', email: null }, plus(NOON, 1)),
        (account) => claimExport(account, { exportId: 'e-2', execution: 'arn:2' }, plus(NOON, 2)),
        (account) => finishExport(account, { exportId: 'e-2', execution: 'arn:2' }, archives, plus(NOON, 3)),
        (account) => requestExport(account, { exportId: 'e-5', email: EMAIL }, plus(NOON, 4)),
        (account) => endExport(account, 'e-9', plus(NOON, 8 * DAY)),
      ];

      let decided: Account = untouched(id);
      for (const [n, step] of steps.entries()) {
        decided = step(decided);
        await accounts().change(id, step);
        const expected = { ...decided, rev: n + 1, owed: expect.arrayContaining(decided.owed.map(kept)) };
        expect(await load(id)).toEqual(expected);
      }
      expect((await load(id)).exports.map(({ exportId }) => exportId)).toEqual(['e-2', 'e-5']);
    });

    it('keeps no export once the purge has begun', async () => {
      const id = freshId();
      await confirmed(id);
      await accounts().change(id, (account) => requestExport(account, { exportId: 'e-1', email: EMAIL }, NOON));

      await accounts().change(id, (account) => claim(account, by, PURGE_AT));

      expect((await load(id)).exports).toEqual([]);
      expect(await kindsOwed(id)).not.toContain('export');
    });

    it('keeps accounts apart whose ids begin alike', async () => {
      const id = `${freshId()}-x`;
      await asked(id);

      expect(await load(`${id}-2`)).toEqual(untouched(`${id}-2`));
      expect(await load(id.slice(0, -1))).toEqual(untouched(id.slice(0, -1)));
    });
  });

  if (!pause) return;
  describe(`${name}, while purges are paused`, () => {
    const paused = { by: 'AIDA1', reason: 'CASE-1', at: NOON };
    const claimed = (id: string) =>
      accounts().change(id, (account) => claim(account, by, PURGE_AT), undefined, { unlessPaused: true });

    it('saves nothing that is not to happen then, and answers with the account as it is', async () => {
      const id = freshId();
      await confirmed(id);
      await pause().set(paused);

      expect(await claimed(id)).toMatchObject({ rev: 2, deletion: { state: 'scheduled' } });
      expect(await load(id)).toMatchObject({ rev: 2, deletion: { state: 'scheduled' } });
      await pause().lift(paused, NOON);

      expect(await claimed(id)).toMatchObject({ rev: 3, deletion: { state: 'purging' } });
    });

    it('saves all else as ever', async () => {
      const id = freshId();
      await pause().set(paused);
      await asked(id);

      expect((await load(id)).rev).toBe(1);
      await pause().lift(paused, NOON);
    });

    it('lets no purge begin after the pause, however many are tried at that moment', async () => {
      const ids = Array.from({ length: 20 }, freshId);
      await Promise.all(ids.map(confirmed));

      const claims = ids.map(claimed);
      await pause().set(paused);
      const [began, after] = [await Promise.all(claims), await Promise.all(ids.map(claimed))];

      const isPurging = ({ deletion }: Partial<LivingAccount>) => deletion?.state === 'purging';
      expect(after.map((account) => isPurging(account as LivingAccount))).toEqual(
        began.map((account) => isPurging(account as LivingAccount)),
      );
      await pause().lift(paused, NOON);
    });
  });
}
