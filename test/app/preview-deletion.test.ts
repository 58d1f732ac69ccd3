import { describe, expect, it } from 'vitest';
import type { CountedHolding } from '../../lambdas/app/holding.ts';
import { previewDeletion } from '../../lambdas/app/preview-deletion.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { NOON, requested, scheduled } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const retention = { ground: 'Tax law', years: 10 };

/** A holding of so many records; counting stops at `most`. */
const holding = (name: string, outcome: CountedHolding['outcome'], records: number): CountedHolding => ({
  name,
  outcome,
  ...(outcome === 'retain' && { retention }),
  count: async (_accountId, most) => (records > most ? { count: most, atLeast: true } : { count: records }),
});

async function previewed(holdings: readonly CountedHolding[], account?: Account, now = plus(NOON, HOUR)) {
  const accounts = memoryAccounts();
  if (account) await accounts.change('acme', () => account);
  const balance = async (accountId: string) => (accountId === 'acme' ? { amount: '12.50', currency: 'EUR' } : null);
  return previewDeletion({ accounts, clock: () => now, holdings, balance })('acme');
}

describe('before the owner asks', () => {
  it('they see what goes, what stays and why, what is owed, and how many others there are', async () => {
    const holdings = [
      holding('contacts', 'erase', 10_001),
      holding('members', 'erase', 3),
      holding('usage', 'retain', 12),
      holding('invoices', 'retain', 10_001),
      holding('phone-numbers', 'release', 10_000),
    ];

    const until = new Date('2036-03-08T13:00:00.250Z');
    expect(await previewed(holdings)).toEqual({
      holdings: [
        { name: 'contacts', outcome: 'erase', count: 10_000, atLeast: true },
        { name: 'members', outcome: 'erase', count: 3 },
        { name: 'phone-numbers', outcome: 'release', count: 10_000 },
      ],
      retained: [
        { name: 'usage', ground: 'Tax law', until, count: 12 },
        { name: 'invoices', ground: 'Tax law', until, count: 10_000, atLeast: true },
      ],
      balance: { amount: '12.50', currency: 'EUR' },
      members: 2,
      lastExportAt: null,
    });
  });

  it.each([
    ['as if it were confirmed now', requested(), new Date('2036-03-08T13:00:00.250Z')],
    ['from the purge on, in grace', scheduled(), new Date('2036-03-08T12:00:00.250Z')],
  ])('they see until when records stay: %s', async (_, account, until) => {
    expect((await previewed([holding('usage', 'retain', 1)], account)).retained).toMatchObject([{ until }]);
  });

  it('they see when there was a copy last, and no member where no list knows one', async () => {
    const account = { ...scheduled(), lastExportAt: NOON };

    expect(await previewed([], account)).toMatchObject({ members: 0, lastExportAt: NOON });
    expect(await previewed([holding('members', 'erase', 0)])).toMatchObject({ members: 0 });
  });

  it('they see nothing of an account that is dead', async () => {
    const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
    const dead = finish(claim(scheduled(), by, PURGE_AT), by, { deletedAt: PURGE_AT, kept: [] });

    await expect(previewed([], dead)).rejects.toThrow('account-deleted');
  });
});
