import { describe, expect, it } from 'vitest';
import { untouched } from '../../lambdas/domain/account.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { hold } from '../../lambdas/domain/hold.ts';
import { claim, claimedBy, finish, quarantine } from '../../lambdas/domain/purge.ts';
import { putOffPurge } from '../../lambdas/domain/put-off.ts';
import { retry } from '../../lambdas/domain/retry.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const act = { by: 'AIDA1', reason: 'CASE-1' };
const NOW = plus(PURGE_AT, 4 * DAY);
const quarantined = () =>
  putOffPurge(quarantine(claim(scheduled(), by, PURGE_AT), by, ['calls'], plus(PURGE_AT, 3 * DAY)), NOW);

describe('retrying a purge', () => {
  it('frees what was quarantined, so that another execution takes it over', () => {
    const account = retry(quarantined(), act, NOW);
    const next = { ...by, execution: 'arn:2', ended: 'arn:1' };

    expect(account.deletion).not.toHaveProperty('quarantined');
    expect(following(account, NOW)).toMatchObject({ resume: { execution: 'arn:1' } });
    expect(claimedBy(claim(account, next, NOW), next)).toMatchObject({ receiptId: 'receipt-1' });
  });

  it('is due now, wakes at once, and is entered into the ledger', () => {
    const { owed } = retry(quarantined(), act, NOW);

    const of = { dueAt: NOW, deletionId: 'd-1' };
    expect(owed.filter(({ kind }) => kind === 'purge')).toEqual([{ kind: 'purge', ...of }]);
    expect(owed).toContainEqual({ kind: 'schedule', ...of });
    expect(owed).toContainEqual({ kind: 'entry', entry: 'retried', ...of, ...act });
  });

  it('begins one that should have begun', () => {
    expect(following(retry(scheduled(), act, NOW), NOW)).toMatchObject({ purge: { deletionId: 'd-1' } });
    expect(retry(scheduled(), act, PURGE_AT).deletion).toEqual(scheduled().deletion);
  });

  it('goes on without a final export only by that word, which the ledger has', () => {
    const account = retry(quarantined(), { ...act, withoutFinalExport: true }, NOW);

    expect(retry(quarantined(), act, NOW).deletion).not.toHaveProperty('finalExportWaived');
    expect(account.deletion).toMatchObject({ finalExportWaived: true });
    expect(account.owed).toContainEqual(expect.objectContaining({ entry: 'retried', withoutFinalExport: true }));
  });

  it.each([
    ['an account without a deletion', untouched('acme'), 'nothing-to-retry'],
    ['a request that is not confirmed', requested(), 'nothing-to-retry'],
    [
      'a purge that is not due',
      { ...scheduled(), deletion: { ...scheduled().deletion!, purgeAt: plus(NOW, 1) } },
      'nothing-to-retry',
    ],
    ['one that is held', hold(quarantined(), { ...act, until: null }, NOW), 'held'],
    [
      'a dead account',
      finish(claim(scheduled(), by, PURGE_AT), by, { deletedAt: PURGE_AT, kept: [] }),
      'account-deleted',
    ],
  ])('is refused for %s', (_, account, why) => {
    expect(() => retry(account as never, act, NOW)).toThrow(expect.objectContaining({ code: why }));
  });

  it('has no final export to do without before the purge has begun', () => {
    expect(() => retry(scheduled(), { ...act, withoutFinalExport: true }, NOW)).toThrow(
      expect.objectContaining({ code: 'nothing-to-retry', message: expect.stringContaining('not begun') }),
    );
  });
});
