import { describe, expect, it } from 'vitest';
import { type Account, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { claim, claimedBy, finish, quarantine, secondsToWait } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const claimed = (): Account => claim(scheduled(), by, PURGE_AT);

describe('claiming a purge', () => {
  it('begins it at purgeAt, not a millisecond earlier', () => {
    const account = scheduled();

    expect(claim(account, by, plus(PURGE_AT, -1))).toBe(account);
    expect(claimedBy(claim(account, by, PURGE_AT), by)).toMatchObject({ state: 'purging', startedAt: PURGE_AT });
  });

  it.each([
    ['an account nobody knows', untouched('acme')],
    ['a request that is not confirmed', requested()],
    ['a deletion that was cancelled', cancel(scheduled(), EMAIL, NOON)],
    ['one that another execution has begun', claim(scheduled(), { ...by, execution: 'arn:2' }, PURGE_AT)],
    ['a tombstone', finish(claimed(), by, { deletedAt: PURGE_AT, kept: [] })],
  ])('leaves %s as it is', (_, account) => {
    expect(claim(account, by, plus(PURGE_AT, DAY))).toBe(account);
    expect(claimedBy(account, by)).toBeNull();
  });

  it('leaves the next deletion alone when the last one’s timer fires into it', () => {
    const account = scheduled();

    expect(claim(account, { ...by, deletionId: 'd-0' }, PURGE_AT)).toBe(account);
  });

  it('succeeds again for the execution that has it', () => {
    const account = claimed();

    expect(claim(account, by, plus(PURGE_AT, DAY))).toBe(account);
    expect(claimedBy(account, by)).not.toBeNull();
    expect(claimedBy(account, { ...by, deletionId: 'd-0' })).toBeNull();
  });

  it('is taken over from an execution that has ended, with its receipt, and from no other', () => {
    const account = claimed();
    const next = { ...by, execution: 'arn:2', receiptId: 'receipt-2' };

    expect(claim(account, next, PURGE_AT)).toBe(account);
    expect(claim(account, { ...next, ended: 'arn:0' }, PURGE_AT)).toBe(account);
    const taken = claim(account, { ...next, ended: 'arn:1' }, plus(PURGE_AT, DAY));

    expect(claimedBy(taken, next)).toMatchObject({ startedAt: PURGE_AT, receiptId: 'receipt-1' });
  });

  it('leaves alone what is quarantined', () => {
    const account = quarantine(claimed(), by, ['contacts'], plus(PURGE_AT, 3 * DAY));

    expect(account).toMatchObject({
      deletion: { quarantined: { at: plus(PURGE_AT, 3 * DAY), holdings: ['contacts'] } },
    });
    expect(claim(account, { ...by, execution: 'arn:2', ended: 'arn:1' }, plus(PURGE_AT, 4 * DAY))).toBe(account);
  });

  it('keeps the address that the members list knows of the owner beside the owner’s own', () => {
    const account = claim(scheduled(), { ...by, ownerAddress: 'boss@example.com' }, PURGE_AT);

    expect(account).toMatchObject({ deletion: { addresses: ['ada@example.com', 'boss@example.com'] } });
    expect(claimed()).toMatchObject({ deletion: { addresses: ['ada@example.com'] } });
  });

  it('lets nobody change anything afterwards', () => {
    const account = claimed();

    expect(() => cancel(account, EMAIL, PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => deactivate(account, EMAIL, PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => reactivate(account, EMAIL, PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => confirm(account, link(), PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => request(account, ask({ tokenHash: 'h' }), PURGE_AT)).toThrow('deletion-in-progress');
  });
});

describe('a wake-up', () => {
  it.each([
    ['two minutes early waits the rest out', plus(PURGE_AT, -2 * MINUTE), 120],
    ['a moment early waits a whole second', plus(PURGE_AT, -1), 1],
    ['on time has nothing to wait for', PURGE_AT, 0],
    ['late has nothing to wait for', plus(PURGE_AT, DAY), 0],
    ['earlier still is none of ours', plus(PURGE_AT, -2 * MINUTE - SECOND), null],
  ])('%s', (_, now, seconds) => {
    expect(secondsToWait(scheduled(), 'd-1', now)).toBe(seconds);
  });

  it('for a deletion that is not scheduled is none of ours', () => {
    expect(secondsToWait(scheduled(), 'd-0', PURGE_AT)).toBeNull();
    expect(secondsToWait(requested(), 'd-1', PURGE_AT)).toBeNull();
    expect(secondsToWait(claimed(), 'd-1', PURGE_AT)).toBeNull();
    expect(secondsToWait(untouched('acme'), 'd-1', PURGE_AT)).toBeNull();
  });
});

describe('finishing a purge', () => {
  it('leaves a tombstone with nothing personal, and owes the last mails and what comes later', () => {
    const both = { ...claim(scheduled(), { ...by, ownerAddress: 'boss@example.com' }, PURGE_AT), owed: [] };
    const deletedAt = plus(PURGE_AT, SECOND);
    const until = plus(deletedAt, 3_650 * DAY);
    const kept = ['usage', 'invoices'].map((holding) => ({ holding, until }));

    const { owed, ...tombstone } = finish(both, by, { deletedAt, kept });

    const about = { deletedAt, receiptId: 'receipt-1' };
    expect(tombstone).toEqual({ accountId: 'acme', rev: 0, status: 'deleted', deletionId: 'd-1', ...about });
    const notice = { kind: 'notice', audience: 'owner', notice: 'account-deleted', dueAt: deletedAt, ...about };
    expect(owed).toEqual([
      { ...notice, to: 'ada@example.com' },
      { ...notice, to: 'boss@example.com' },
      { kind: 'event', event: 'AccountDeleted', dueAt: deletedAt, deletionId: 'd-1', ...about },
      { kind: 'check', dueAt: plus(deletedAt, DAY) },
      { kind: 'backups-end', dueAt: plus(deletedAt, 35 * DAY) },
      { kind: 'retention-end', dueAt: until, holdings: ['usage', 'invoices'] },
      // Without a final export too: whatever was begun of one goes.
      { kind: 'final-export-end', dueAt: plus(deletedAt, 30 * DAY) },
    ]);
  });

  it('forgets nothing that the world has not been told yet', () => {
    const { owed } = claimed();
    const untold = owed.filter(({ kind }) => kind === 'event' || kind === 'entry');

    expect(untold).not.toHaveLength(0);
    const left = finish(claimed(), by, { deletedAt: PURGE_AT, kept: [] }).owed;
    expect(left.slice(0, untold.length)).toEqual(untold);
  });

  it('is for the execution that claimed it, once', () => {
    const account = claimed();
    const deleted = finish(account, by, { deletedAt: PURGE_AT, kept: [] });

    expect(finish(account, { ...by, execution: 'arn:2' }, { deletedAt: PURGE_AT, kept: [] })).toBe(account);
    expect(finish(deleted, by, { deletedAt: PURGE_AT, kept: [] })).toBe(deleted);
  });

  it('answers every verb that it is deleted, and when', () => {
    const deleted = finish(claimed(), by, { deletedAt: PURGE_AT, kept: [] });
    const fault = expect.objectContaining({ code: 'account-deleted', facts: { deletedAt: PURGE_AT } });

    expect(() => cancel(deleted, EMAIL, PURGE_AT)).toThrow(fault);
    expect(() => request(deleted, ask({ tokenHash: 'h', email: null }), PURGE_AT)).toThrow(fault);
    expect(() => confirm(deleted, link('other'), PURGE_AT)).toThrow(fault);
  });
});
