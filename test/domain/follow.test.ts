import { describe, expect, it } from 'vitest';
import { type Account, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { claim, finish, quarantine } from '../../lambdas/domain/purge.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const settledAll = (account: Account): Account => ({
  ...account,
  owed: account.owed.filter(({ kind }) => kind === 'purge'),
});
/** Nothing is done outside the table, but for what it settles. */
const untouchedWorld = {
  ...{ schedule: null, ensure: null, purge: null, resume: null, after: null, suspension: null },
  ...{ reminders: [], drop: [], expire: [], exports: [], endHold: false, putOff: false },
};

describe('what the world is brought to', () => {
  it('is the schedule of a confirmed deletion', () => {
    const { schedule, reminders, settles, drop, purge, expire } = following(scheduled(), NOON);

    expect(schedule).toMatchObject({ deletionId: 'd-1', purgeAt: PURGE_AT });
    expect(reminders.map(({ audience, dueAt }) => [audience, dueAt])).toEqual([
      ['owner', plus(NOON, 6 * DAY)],
      ['members', plus(NOON, 6 * DAY)],
    ]);
    expect(settles.map(({ kind }) => kind)).toEqual(['schedule']);
    expect([drop, purge, expire]).toEqual([[], null, []]);
  });

  it('has no schedule for a reminder that is out within a minute, nor for what members are told late', () => {
    const late = { kind: 'notice', audience: 'members', notice: 'account-reactivated' } as const;
    const account = scheduled();
    const waiting = { ...account, owed: [...account.owed, { ...late, dueAt: plus(NOON, 6 * DAY) }] };

    expect(following(waiting, NOON).reminders.map(({ notice }) => notice)).toEqual(Array(2).fill('deletion-reminder'));
    expect(following(waiting, plus(NOON, 6 * DAY - MINUTE)).reminders).toEqual([]);
    expect(following(waiting, plus(NOON, 6 * DAY - MINUTE - 1)).reminders).toHaveLength(2);
  });

  it('is no schedule after a cancel, even if the confirmation was never followed', () => {
    expect(following(cancel(scheduled(), EMAIL, NOON), NOON)).toMatchObject({
      schedule: null,
      drop: ['d-1'],
      purge: null,
    });
  });

  it('is nothing where nothing is owed', () => {
    const nothing = { ...untouchedWorld, settles: [] };

    expect(following(untouched('acme'), NOON)).toEqual(nothing);
    expect(following(settledAll(scheduled()), NOON)).toEqual(nothing);
  });

  it('is a look for its schedule when the purge comes near', () => {
    const near = plus(PURGE_AT, -20 * MINUTE);

    expect(following(settledAll(scheduled()), plus(near, -1))).toMatchObject({ ensure: null });
    expect(following(settledAll(scheduled()), near)).toMatchObject({ schedule: null, ensure: { deletionId: 'd-1' } });
    expect(following(settledAll(scheduled()), plus(PURGE_AT, -MINUTE))).toMatchObject({ ensure: null });
  });

  it('is the purge itself from a minute before purgeAt, where a schedule would come too late', () => {
    expect(following(scheduled(), plus(PURGE_AT, -MINUTE - 1))).toMatchObject({ purge: null });
    expect(following(settledAll(scheduled()), plus(PURGE_AT, -1))).toMatchObject({ purge: null });
    expect(following(scheduled(), plus(PURGE_AT, -MINUTE))).toMatchObject({
      schedule: null,
      purge: { deletionId: 'd-1' },
    });
  });

  it('is the purge when it is due and nobody has begun it, and the purge stays owed', () => {
    const { purge, settles } = following(settledAll(scheduled()), PURGE_AT);

    expect(purge).toMatchObject({ deletionId: 'd-1' });
    expect(settles).toEqual([]);
  });

  it('follows the status, not the order in which it changed', () => {
    const off = deactivate(untouched('acme'), EMAIL, NOON);

    expect(following(off, NOON).suspension).toBe('suspend');
    expect(following(reactivate(off, EMAIL, NOON), NOON)).toMatchObject({ suspension: 'resume', settles: [{}, {}] });
  });

  it('touches nothing once the purge has begun', () => {
    const purging = claim(deactivate(scheduled(), EMAIL, PURGE_AT), by, PURGE_AT);

    expect(following(purging, PURGE_AT)).toMatchObject({ ...untouchedWorld, resume: { execution: 'arn:1' } });
    expect(following(finish(purging, by, { deletedAt: PURGE_AT, kept: [] }), PURGE_AT)).toMatchObject({
      settles: [],
      purge: null,
    });
  });

  it('is a purge that should have ended, unless it is quarantined', () => {
    const purging = claim(scheduled(), by, PURGE_AT);

    expect(following(purging, PURGE_AT)).toMatchObject({ resume: { execution: 'arn:1' }, purge: null });
    expect(following(quarantine(purging, by, ['calls'], PURGE_AT), PURGE_AT)).toMatchObject({ resume: null });
  });

  it('is the end of a request, once that has come', () => {
    const waiting = requested();

    expect(following(waiting, plus(NOON, DAY - 1)).expire).toEqual([]);
    expect(following(waiting, plus(NOON, DAY))).toMatchObject({ ...untouchedWorld, expire: ['d-1'] });
  });

  it('is what is due of a dead account, which stays owed until it is done', () => {
    const dead = finish(claim(scheduled(), by, PURGE_AT), by, { deletedAt: PURGE_AT, kept: [] });

    expect(following(dead, plus(PURGE_AT, DAY - 1)).after).toBeNull();
    expect(following(dead, plus(PURGE_AT, DAY))).toEqual({ ...untouchedWorld, after: 'd-1', settles: [] });
    const lost = { kind: 'schedule', dueAt: PURGE_AT, deletionId: 'd-1' } as const;
    expect(following({ ...dead, owed: [lost] }, PURGE_AT)).toEqual({ ...untouchedWorld, settles: [lost] });
  });
});
