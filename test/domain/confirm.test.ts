import { describe, expect, it } from 'vitest';
import { type AwaitingConfirmation, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON, requested, scheduled } from '../support/accounts.ts';

const at = (span: number) => plus(NOON, span);

describe('confirming', () => {
  it('opens a grace period of seven days to the millisecond, and owes the schedule, the purge and word of it', () => {
    const account = confirm(requested(), link(), at(1));

    expect(account.deletion).toEqual({
      state: 'scheduled',
      deletionId: 'd-1',
      requestedAt: NOON,
      confirmedAt: at(1),
      purgeAt: at(1 + 604_800_000),
      addresses: ['ada@example.com'],
    });
    expect(account.owed.filter(({ kind }) => kind !== 'notice')).toEqual([
      { kind: 'event', event: 'AccountDeletionRequested', dueAt: NOON, deletionId: 'd-1', confirmBy: at(DAY) },
      { kind: 'schedule', dueAt: at(1), deletionId: 'd-1' },
      { kind: 'purge', dueAt: at(1 + 7 * DAY), deletionId: 'd-1' },
      { kind: 'event', event: 'AccountDeletionScheduled', dueAt: at(1), deletionId: 'd-1', purgeAt: at(1 + 7 * DAY) },
      { kind: 'entry', entry: 'confirmed', dueAt: at(1), deletionId: 'd-1' },
    ]);
  });

  it('keeps the first date when confirmed twice, even on day six', () => {
    const account = scheduled();

    expect(confirm(account, link(), at(6 * DAY))).toBe(account);
  });

  it('is good until the last millisecond of 24 hours', () => {
    expect(confirm(requested(), link(), at(DAY - 1)).deletion?.state).toBe('scheduled');
    expect(() => confirm(requested(), link(), at(DAY))).toThrow('token-expired');
  });

  it('keeps the address that the link went to where the session has none', () => {
    const account = confirm(requested(), { ...link(), email: null }, NOON);

    expect(account.deletion).toMatchObject({ addresses: ['ada@example.com'] });
  });

  it('keeps no address where none is left, and opens the grace period all the same', () => {
    const { mail: _, ...deletion } = requested().deletion as AwaitingConfirmation;
    const account = confirm({ ...requested(), deletion }, { ...link(), email: null }, NOON);

    expect(account.deletion).toMatchObject({ state: 'scheduled', addresses: [] });
  });

  it('leaves a deactivated account deactivated', () => {
    const account = scheduled({ ...untouched('acme'), status: 'deactivated' });

    expect(account.status).toBe('deactivated');
  });

  it.each([
    ['with another token', requested(), link('hash-2'), NOON, 'token-invalid'],
    ['as another user', requested(), link('hash-1', 'bob'), NOON, 'token-invalid'],
    ['where nobody asked', untouched('acme'), link(), NOON, 'token-invalid'],
    ['with an older link', request(requested(), ask({ tokenHash: 'h' }), at(MINUTE)), link(), NOON, 'token-invalid'],
    ['after a cancel', cancel(requested(), EMAIL, NOON), link(), NOON, 'token-cancelled'],
    ['after a cancel in grace', cancel(scheduled(), EMAIL, NOON), link(), NOON, 'token-cancelled'],
    ['cancelled, and too late as well', cancel(requested(), EMAIL, NOON), link(), at(2 * DAY), 'token-cancelled'],
    ['another’s, and too late as well', requested(), link('hash-2'), at(2 * DAY), 'token-invalid'],
  ])('%s is refused', (_, account, presented, now, fault) => {
    expect(() => confirm(account, presented, now)).toThrow(fault);
  });
});
