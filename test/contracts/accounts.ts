import { describe, expect, it } from 'vitest';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };

const kept = (owed: Owed) => ({ ...owed, id: expect.any(String) });

/** What every store of accounts keeps: compare-and-set over whole accounts. */
export function accountsContract(name: string, accounts: () => Accounts): void {
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
        finish(account, by, PURGE_AT, [{ holding: 'usage', until: plus(PURGE_AT, DAY) }]),
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

    it('keeps accounts apart whose ids begin alike', async () => {
      const id = `${freshId()}-x`;
      await asked(id);

      expect(await load(`${id}-2`)).toEqual(untouched(`${id}-2`));
      expect(await load(id.slice(0, -1))).toEqual(untouched(id.slice(0, -1)));
    });
  });
}
