import { describe, expect, it } from 'vitest';
import { type Account, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { postpone, reapply, reapplyCancel } from '../../lambdas/domain/restore.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const end = {
  deletedAt: PURGE_AT,
  kept: [{ holding: 'usage', until: plus(PURGE_AT, 3_650 * DAY) }],
  finalExportUntil: plus(PURGE_AT, 30 * DAY),
};
const ended = { ...end, deletionId: 'd-1', receiptId: 'receipt-1' };
const purged = finish(claim(scheduled(), by, PURGE_AT), by, end);
const kinds = ({ owed }: Account) => owed.map(({ kind }) => kind).sort();

describe('a deletion that a restore has undone', () => {
  it.each([
    ['as scheduled', scheduled()],
    ['as under way', claim(scheduled(), by, PURGE_AT)],
    ['as asked for', requested()],
    ['not at all', untouched('acme')],
  ])('holds again where the table knows it %s, and tells nobody a second time', (_, restored) => {
    const now = plus(PURGE_AT, DAY);

    const { owed: _owed, rev: _rev, ...tombstone } = reapply(restored, ended, now);

    const { owed: _all, rev: _first, ...before } = purged;
    expect(tombstone).toEqual(before);
    const again = reapply(restored, ended, now);
    expect(kinds(again)).toEqual(['backups-end', 'check', 'final-export-end', 'retention-end']);
    expect(again.owed.find(({ kind }) => kind === 'check')).toMatchObject({ dueAt: now });
  });

  it('has no sequel of what is over, but of records that may have come back', () => {
    expect(kinds(reapply(scheduled(), ended, plus(PURGE_AT, 4_000 * DAY)))).toEqual(['check', 'retention-end']);
    expect(kinds(reapply(scheduled(), ended, plus(PURGE_AT, 35 * DAY)))).not.toContain('backups-end');
  });

  it('is looked at again, once, where the tombstone is still there', () => {
    const now = plus(PURGE_AT, HOUR);
    const again = reapply(purged, ended, now);

    expect(again.owed.filter(({ kind }) => kind === 'check')).toEqual([{ kind: 'check', dueAt: now }]);
    expect(again.owed).toHaveLength(purged.owed.length);
    expect(reapply(again, ended, now)).toBe(again);
  });
});

describe('a cancel that a restore has undone', () => {
  it('holds again: the account is active, its schedule goes, and nobody is told a second time', () => {
    const now = plus(NOON, DAY);
    const again = reapplyCancel(scheduled(), 'd-1', now);

    expect(again).toMatchObject({ status: 'active', deletion: null, latestLink: { outcome: 'cancelled' } });
    expect(again.owed).toEqual([
      ...scheduled().owed.filter(({ kind }) => kind !== 'notice' && kind !== 'purge'),
      { kind: 'schedule', dueAt: now, deletionId: 'd-1' },
      { kind: 'suspension', dueAt: now },
    ]);
  });

  it('touches no other deletion, and none that has gone on', () => {
    const others = [requested(), cancel(scheduled(), EMAIL, NOON), claim(scheduled(), by, PURGE_AT), purged];

    for (const account of others) expect(reapplyCancel(account, 'd-1', NOON)).toBe(account);
    const account = scheduled();
    expect(reapplyCancel(account, 'd-0', NOON)).toBe(account);
  });
});

describe('a scheduled deletion after a restore', () => {
  it('has a day more at least, and its reminder again', () => {
    const now = plus(PURGE_AT, -HOUR);
    const later = postpone(scheduled(), now);

    expect(later).toMatchObject({ deletion: { purgeAt: plus(now, DAY) } });
    const isReminder = (owed: Owed) => owed.kind === 'notice' && owed.notice === 'deletion-reminder';
    const reminder = { kind: 'notice', notice: 'deletion-reminder', dueAt: now, purgeAt: plus(now, DAY) };
    expect(later.owed).toEqual([
      ...scheduled().owed.filter((owed) => owed.kind !== 'purge' && !isReminder(owed)),
      { kind: 'schedule', dueAt: now, deletionId: 'd-1' },
      { kind: 'purge', dueAt: plus(now, DAY), deletionId: 'd-1' },
      { ...reminder, audience: 'owner', to: EMAIL },
      { ...reminder, audience: 'members' },
    ]);
  });

  it('keeps a date that is further away', () => {
    expect(postpone(scheduled(), NOON)).toMatchObject({ deletion: { purgeAt: PURGE_AT } });
  });

  it.each([
    ['a request', requested()],
    ['a purge', claim(scheduled(), by, PURGE_AT)],
    ['a tombstone', purged],
  ])('is none: %s stays as it is', (_, account) => {
    expect(postpone(account, PURGE_AT)).toBe(account);
  });
});
