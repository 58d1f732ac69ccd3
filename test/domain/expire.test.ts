import { describe, expect, it } from 'vitest';
import { untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { expire, expireOverdue } from '../../lambdas/domain/expire.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON, requested, scheduled } from '../support/accounts.ts';

const at = (span: number) => plus(NOON, span);
const expired = () => expire(requested(), 'd-1', at(DAY));

describe('a request that nobody has confirmed in time', () => {
  it('ends, and is told of as of the moment at which it ended', () => {
    const account = expire(requested(), 'd-1', at(DAY + 12 * MINUTE));

    expect(account).toMatchObject({ status: 'active', deletion: null });
    expect(account.owed).toEqual([
      { kind: 'event', event: 'AccountDeletionRequested', dueAt: NOON, deletionId: 'd-1', confirmBy: at(DAY) },
      { kind: 'event', event: 'AccountDeletionExpired', dueAt: at(DAY), deletionId: 'd-1' },
    ]);
  });

  it('does not end a millisecond early', () => {
    const account = requested();

    expect(expire(account, 'd-1', at(DAY - 1))).toBe(account);
  });

  it('ends once', () => {
    const account = expired();

    expect(expire(account, 'd-1', at(2 * DAY))).toBe(account);
  });

  it('leaves a link that still says that it has expired', () => {
    expect(() => confirm(expired(), link(), at(DAY))).toThrow('token-expired');
    expect(() => confirm(expired(), link('other'), at(DAY))).toThrow('token-invalid');
  });

  it('can be followed by another, and leaves nothing to cancel', () => {
    const again = request(expired(), ask({ deletionId: 'd-2', tokenHash: 'h', authenticatedAt: at(DAY) }), at(DAY));

    expect(again.deletion).toMatchObject({ deletionId: 'd-2' });
    const account = expired();
    expect(cancel(account as ReturnType<typeof requested>, EMAIL, at(DAY))).toBe(account);
  });

  it('does not end for another deletion’s sake, unless somebody begins one', () => {
    const account = requested();

    expect(expire(account, 'd-0', at(2 * DAY))).toBe(account);
    expect(expireOverdue(account, at(2 * DAY))).toMatchObject({ deletion: null });
    const nobodys = untouched('acme');
    expect(expireOverdue(nobodys, at(2 * DAY))).toBe(nobodys);
  });
});

describe('what is no request any more', () => {
  const renewed = request(requested(), ask({ tokenHash: 'h', authenticatedAt: at(HOUR) }), at(HOUR));
  it.each([
    ['a deletion in grace', scheduled()],
    ['a request that was cancelled', cancel(requested(), EMAIL, NOON)],
    ['a request that was asked for again since', renewed],
    ['an account that nobody asked to delete', untouched('acme')],
    [
      'a dead account',
      { accountId: 'acme', rev: 9, status: 'deleted', deletionId: 'd-1', deletedAt: NOON, receiptId: 'r', owed: [] },
    ] as const,
  ])('%s stays as it is', (_, account) => {
    expect(expire(account, 'd-1', at(DAY))).toBe(account);
  });
});
