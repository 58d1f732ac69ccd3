import { describe, expect, it } from 'vitest';
import { type AwaitingConfirmation, type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const at = (span: number) => plus(NOON, span);
const deactivated = (): LivingAccount => ({ ...untouched('acme'), status: 'deactivated' });
const owedKinds = (account: LivingAccount) => account.owed.map(({ kind }) => kind);
/** A request of which what may vanish has vanished. */
const swept = () => {
  const { mail: _, ...deletion } = requested().deletion as AwaitingConfirmation;
  return { ...requested(), deletion };
};
/** What a rule owes, beside what was owed before. */
const newlyOwed = (before: LivingAccount, after: LivingAccount) => {
  const had = new Set(before.owed.map((owed) => JSON.stringify(owed)));
  return after.owed.filter((owed) => !had.has(JSON.stringify(owed)));
};

describe('cancelling', () => {
  it('changes nothing where there is nothing to cancel', () => {
    const account = untouched('acme');

    expect(cancel(account, EMAIL, NOON)).toBe(account);
  });

  it('changes nothing once the request has expired', () => {
    const account = requested();

    expect(cancel(account, EMAIL, at(DAY))).toBe(account);
  });

  it('ends a request and leaves the account as it is', () => {
    const account = cancel(requested(deactivated()), EMAIL, at(HOUR));

    expect(account).toMatchObject({ status: 'deactivated', deletion: null, latestLink: { outcome: 'cancelled' } });
    expect(account.owed).toEqual([
      ...requested().owed.filter(({ kind }) => kind !== 'expiry'),
      { kind: 'event', event: 'AccountDeletionCancelled', dueAt: at(HOUR), deletionId: 'd-1' },
      { kind: 'notice', audience: 'owner', notice: 'deletion-cancelled', dueAt: at(HOUR), to: EMAIL },
    ]);
  });

  it.each([
    ['who cancels', requested(), 'new@example.com', 'new@example.com'],
    ['whom the link was mailed to, where the session has no address', requested(), null, EMAIL],
    ['whom the members list knows, once that has vanished too', swept(), null, null],
  ])('of a request is told to %s', (_, account, email, to) => {
    expect(cancel(account, email, NOON).owed.at(-1)).toMatchObject({ notice: 'deletion-cancelled', to });
  });

  it('leaves alone what is owed for another reason', () => {
    const ready = { kind: 'notice', audience: 'owner', notice: 'export-ready', dueAt: NOON } as const;
    const others = [
      { ...ready, to: EMAIL, availableUntil: at(7 * DAY) },
      { kind: 'export-end', exportId: 'e-1', dueAt: at(7 * DAY) },
    ] as const;
    const account = scheduled();

    const { owed } = cancel({ ...account, owed: [...account.owed, ...others] }, EMAIL, at(DAY));

    expect(owed).toEqual(expect.arrayContaining([...others]));
  });

  it('ends a grace period, owes the end of its schedule and word of it, and owes the purge no more', () => {
    const account = cancel(scheduled(), EMAIL, at(6 * DAY));

    expect(account).toMatchObject({ status: 'active', deletion: null });
    expect(owedKinds(account)).not.toContain('purge');
    expect(newlyOwed(scheduled(), account)).toMatchObject([
      { kind: 'event', event: 'AccountDeletionCancelled', dueAt: at(6 * DAY), deletionId: 'd-1' },
      { kind: 'entry', entry: 'cancelled', dueAt: at(6 * DAY), deletionId: 'd-1' },
      { kind: 'schedule', dueAt: at(6 * DAY), deletionId: 'd-1' },
      { kind: 'notice', audience: 'owner' },
      { kind: 'notice', audience: 'members' },
    ]);
  });

  it('brings a deactivated account back out of grace, and owes it what was suspended', () => {
    const account = cancel(scheduled(deactivated()), EMAIL, at(DAY));

    expect(account.status).toBe('active');
    expect(owedKinds(account)).toContain('suspension');
  });

  it('still cancels after purgeAt, as long as nobody has begun the purge', () => {
    expect(cancel(scheduled(), EMAIL, at(8 * DAY)).deletion).toBeNull();
  });
});

describe('deactivating and reactivating', () => {
  it('changes the status and owes the suspension', () => {
    const account = deactivate(untouched('acme'), EMAIL, NOON);

    expect(account).toMatchObject({
      status: 'deactivated',
      owed: [
        { kind: 'suspension', dueAt: NOON },
        { kind: 'event', event: 'AccountDeactivated', dueAt: NOON },
        { notice: 'account-deactivated', to: EMAIL },
      ],
    });
    const active = reactivate(account, EMAIL, at(1));
    expect(active.status).toBe('active');
    expect(active.owed).toContainEqual({ kind: 'event', event: 'AccountReactivated', dueAt: at(1) });
  });

  it('changes nothing the second time', () => {
    const account = deactivate(untouched('acme'), EMAIL, NOON);

    expect(deactivate(account, EMAIL, at(1))).toBe(account);
    expect(reactivate(untouched('acme'), EMAIL, NOON)).toEqual(untouched('acme'));
  });

  it('leaves a grace period as it is', () => {
    expect(deactivate(scheduled(), EMAIL, NOON).deletion).toEqual(scheduled().deletion);
  });

  it('is limited to five changes an hour, and what changes nothing is never refused', () => {
    let account: LivingAccount = untouched('acme');
    for (const n of [1, 2, 3, 4, 5]) account = (n % 2 ? deactivate : reactivate)(account, EMAIL, at(n));

    expect(account.status).toBe('deactivated');
    expect(() => reactivate(account, EMAIL, at(6))).toThrow('too-many-requests');
    expect(deactivate(account, EMAIL, at(6))).toBe(account);
    expect(reactivate(account, EMAIL, at(1 + HOUR)).status).toBe('active');
  });
});
