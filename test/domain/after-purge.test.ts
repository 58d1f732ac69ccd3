import { describe, expect, it } from 'vitest';
import { dueAfterPurge, settleAfterPurge, takeAfterPurge } from '../../lambdas/domain/after-purge.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { NOON, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const kept = [
  { holding: 'usage', until: plus(PURGE_AT, 100 * DAY) },
  { holding: 'invoices', until: plus(PURGE_AT, 200 * DAY) },
];
const dead = finish(claim(scheduled(), by, PURGE_AT), by, { deletedAt: PURGE_AT, kept });
const kinds = (span: number) => dueAfterPurge(dead, 'd-1', plus(PURGE_AT, span)).map(({ kind }) => kind);

describe('what is due of a dead account', () => {
  it('comes at its time: the check, the end of the sealed copy, of the backups, of each retention', () => {
    expect(kinds(DAY - 1)).toEqual([]);
    expect(kinds(DAY)).toEqual(['check']);
    expect(kinds(30 * DAY)).toEqual(['check', 'final-export-end']);
    expect(kinds(35 * DAY)).toEqual(['check', 'backups-end', 'final-export-end']);
    expect(kinds(200 * DAY).sort()).toEqual([
      'backups-end',
      'check',
      'final-export-end',
      'retention-end',
      'retention-end',
    ]);
  });

  it('is due of no other deletion, and of no account that lives', () => {
    expect(dueAfterPurge(dead, 'd-0', plus(PURGE_AT, DAY))).toEqual([]);
    expect(dueAfterPurge(scheduled(), 'd-1', plus(PURGE_AT, DAY))).toEqual([]);
  });

  it('is taken by one, and due again a day later unless it is done', () => {
    const now = plus(PURGE_AT, DAY);
    const taken = takeAfterPurge(dead, 'd-1', now);

    expect(takeAfterPurge(taken, 'd-1', now)).toBe(taken);
    expect(dueAfterPurge(taken, 'd-1', plus(now, DAY - 1))).toEqual([]);
    expect(dueAfterPurge(taken, 'd-1', plus(now, DAY)).map(({ kind }) => kind)).toEqual(['check']);
    const settled = settleAfterPurge(taken, { kind: 'check' }, []);
    expect(dueAfterPurge(settled, 'd-1', plus(now, DAY))).toEqual([]);
    expect(settled.owed).toEqual(taken.owed.filter(({ kind }) => kind !== 'check'));
  });

  it('ends one retention and leaves the other', () => {
    const settled = settleAfterPurge(dead, { kind: 'retention-end' }, ['usage']);

    expect(settled.owed.filter(({ kind }) => kind === 'retention-end')).toMatchObject([{ holdings: ['invoices'] }]);
    expect(settleAfterPurge(settled, { kind: 'retention-end' }, ['usage'])).toBe(settled);
  });
});
