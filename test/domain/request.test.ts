import { describe, expect, it } from 'vitest';
import { untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { mailFailed, request } from '../../lambdas/domain/request.ts';
import { DAY, HOUR, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const at = (span: number) => plus(NOON, span);
const signedIn = (span: number) => ({ authenticatedAt: at(span) });

describe('asking for a deletion', () => {
  it('opens a request whose link is good for 24 hours', () => {
    const account = requested();

    expect(account.deletion).toEqual({
      state: 'awaiting-confirmation',
      deletionId: 'd-1',
      requestedAt: NOON,
      confirmBy: at(DAY),
      mail: { sentTo: 'ada@example.com', delivery: 'sent' },
    });
    expect(account.status).toBe('active');
    expect(account.latestLink).toEqual({ tokenHash: 'hash-1', asker: 'ada', confirmBy: at(DAY), outcome: 'waiting' });
  });

  it('owes its end, due when the link ends, and word of it', () => {
    expect(requested().owed).toEqual([
      { kind: 'expiry', dueAt: at(DAY), deletionId: 'd-1' },
      { kind: 'event', event: 'AccountDeletionRequested', dueAt: NOON, deletionId: 'd-1', confirmBy: at(DAY) },
    ]);
  });

  it('keeps the id, moves the dates and kills the older link when asked again', () => {
    const again = request(requested(), ask({ deletionId: 'd-2', tokenHash: 'hash-2' }), at(2 * MINUTE));

    expect(again.deletion).toMatchObject({ deletionId: 'd-1', requestedAt: at(2 * MINUTE) });
    expect(again.latestLink).toMatchObject({ tokenHash: 'hash-2', confirmBy: at(2 * MINUTE + DAY) });
  });

  it('moves the end that is owed when asked again, and says so again', () => {
    const again = request(requested(), ask({ tokenHash: 'hash-2' }), at(2 * MINUTE));

    expect(again.owed).toMatchObject([
      { event: 'AccountDeletionRequested', confirmBy: at(DAY) },
      { kind: 'expiry', dueAt: at(2 * MINUTE + DAY), deletionId: 'd-1' },
      { event: 'AccountDeletionRequested', dueAt: at(2 * MINUTE), confirmBy: at(2 * MINUTE + DAY) },
    ]);
  });

  it('begins a new deletion once the last request has expired', () => {
    const again = request(requested(), ask({ deletionId: 'd-2', tokenHash: 'h', ...signedIn(DAY) }), at(DAY));

    expect(again.deletion).toMatchObject({ deletionId: 'd-2', requestedAt: at(DAY) });
  });

  it('is decided once when its own save is decided again', () => {
    const account = requested();

    expect(request(account, ask(), at(SECOND))).toBe(account);
  });

  it('never moves a date back when another machine’s clock is behind', () => {
    const failed = mailFailed(request(requested(), ask({ tokenHash: 'h' }), at(2 * MINUTE)), 'h');

    const again = request(failed, ask({ tokenHash: 'h3' }), at(MINUTE));

    expect(again.deletion).toMatchObject({ requestedAt: at(2 * MINUTE), confirmBy: at(2 * MINUTE + DAY) });
  });

  it.each([
    ['exactly 15 minutes ago', signedIn(-15 * MINUTE), null],
    ['a millisecond longer ago', signedIn(-15 * MINUTE - 1), 'reauthentication-required'],
    ['in the future', signedIn(1), 'reauthentication-required'],
    ['at a time that the session does not tell', { authenticatedAt: null }, 'reauthentication-required'],
    ['without a verified address', { email: null }, 'email-unverified'],
    ['long ago and without an address', { email: null, authenticatedAt: null }, 'reauthentication-required'],
  ])('signed in %s: %o → %s', (_, over, fault) => {
    const asking = () => request(untouched('acme'), ask(over), NOON);

    if (fault === null) expect(asking).not.toThrow();
    else expect(asking).toThrow(expect.objectContaining({ code: fault }));
  });

  it('is refused in grace, whatever else is wrong with it', () => {
    const asking = () => request(scheduled(), ask({ tokenHash: 'h', email: null, authenticatedAt: null }), NOON);

    expect(asking).toThrow('deletion-already-scheduled');
  });
});

describe('how often one may ask', () => {
  it('is once a minute, and the fault says how long to wait', () => {
    const again = (span: number) => () => request(requested(), ask({ tokenHash: 'h' }), at(span));

    expect(again(MINUTE - 1)).toThrow(expect.objectContaining({ code: 'too-many-requests', facts: { retryAfter: 1 } }));
    expect(again(10 * SECOND)).toThrow(expect.objectContaining({ facts: { retryAfter: 50 } }));
    expect(again(MINUTE)).not.toThrow();
  });

  it('is five times in any hour, across cancels', () => {
    let account = requested();
    for (const n of [1, 2, 3, 4]) {
      const now = at(n * 2 * MINUTE);
      account = request(cancel(account, EMAIL, now), ask({ tokenHash: `h${n}` }), now);
    }

    const sixth = (span: number) => () =>
      request(cancel(account, EMAIL, at(span)), ask({ tokenHash: 'h6', authenticatedAt: at(span) }), at(span));

    expect(sixth(10 * MINUTE)).toThrow(expect.objectContaining({ facts: { retryAfter: 50 * 60 } }));
    expect(sixth(HOUR)).not.toThrow();
  });

  it('does not count a mail that could not be handed over', () => {
    const failed = mailFailed(requested(), 'hash-1');

    expect(failed).toMatchObject({ deletion: { mail: { delivery: 'failed' } }, latestLink: { tokenHash: 'hash-1' } });
    expect(() => request(failed, ask({ tokenHash: 'h' }), at(SECOND))).not.toThrow();
  });

  it('leaves the account alone when a newer link was asked for before the mail failed', () => {
    const newer = request(requested(), ask({ tokenHash: 'h' }), at(MINUTE));

    expect(mailFailed(newer, 'hash-1')).toBe(newer);
  });

  it.each([
    ['was asked for', untouched('acme')],
    ['is waited for any more', scheduled()],
    ['was said to have failed already', mailFailed(requested(), 'hash-1')],
    ['is known of any more', { ...requested(), deletion: { ...requested().deletion!, mail: undefined } } as never],
  ])('leaves the account alone where no mail %s', (_, account) => {
    expect(mailFailed(account, 'hash-1')).toBe(account);
  });

  it('does not count that mail, but those before it', () => {
    const again = request(requested(), ask({ tokenHash: 'h' }), at(MINUTE));

    expect(mailFailed(again, 'h')).toMatchObject({ asked: [NOON] });
  });
});
