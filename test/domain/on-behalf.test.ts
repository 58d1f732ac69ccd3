import { describe, expect, it } from 'vitest';
import { type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import { cancelOnBehalf, requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, link, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const act = { by: 'AIDA1', reason: 'CASE-1' };
const ask = { deletionId: 'd-9', ...act };
const purging = () => claim(scheduled(), by, PURGE_AT);
const ofKind = ({ owed }: LivingAccount, kind: string) => owed.filter((item) => item.kind === kind);

describe('asking for an owner who cannot sign in', () => {
  it('goes straight to seven days of grace', () => {
    expect(requestOnBehalf(untouched('acme'), ask, NOON).deletion).toEqual({
      state: 'scheduled',
      deletionId: 'd-9',
      requestedAt: NOON,
      confirmedAt: NOON,
      purgeAt: PURGE_AT,
      addresses: [],
    });
  });

  it('owes all that a confirmation does, but for what the ledger says and whom mails go to', () => {
    const account = requestOnBehalf(untouched('acme'), ask, NOON);

    const kinds = ({ owed }: LivingAccount) => owed.map(({ kind }) => kind).sort();
    // The confirmed one has the event of its request besides.
    expect(kinds(account)).toEqual(kinds({ ...scheduled(), owed: scheduled().owed.slice(1) }));
    expect(ofKind(account, 'entry')).toEqual([
      { kind: 'entry', entry: 'requested', dueAt: NOON, deletionId: 'd-9', ...act },
    ]);
    expect(ofKind(account, 'notice').map((notice) => ('to' in notice ? notice.to : 'members'))).toEqual([
      null,
      'members',
      null,
      'members',
    ]);
  });

  it('takes the place of a request that waits, keeps its id, and ends its expiry', () => {
    const account = requestOnBehalf(requested(), ask, plus(NOON, HOUR));

    expect(account.deletion).toMatchObject({ deletionId: 'd-1', requestedAt: NOON, confirmedAt: plus(NOON, HOUR) });
    expect(ofKind(account, 'expiry')).toEqual([]);
  });

  it('has the older link tell the date that there is now, and confirm nothing', () => {
    const account = requestOnBehalf(requested(), ask, plus(NOON, HOUR));

    expect(confirm(account, link(), plus(NOON, 2 * HOUR))).toBe(account);
  });

  it('is refused in grace, in a purge and after it', () => {
    expect(() => requestOnBehalf(scheduled(), ask, NOON)).toThrow('deletion-already-scheduled');
    expect(() => requestOnBehalf(purging(), ask, PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => requestOnBehalf(finish(purging(), by, { deletedAt: PURGE_AT, kept: [] }), ask, PURGE_AT)).toThrow(
      'account-deleted',
    );
  });

  it('can be cancelled by the owner, and by an operator', () => {
    const account = requestOnBehalf(untouched('acme'), ask, NOON);

    expect(cancel(account, EMAIL, NOON).deletion).toBeNull();
    expect(cancelOnBehalf(account, act, NOON).deletion).toBeNull();
  });
});

describe('cancelling for an owner who cannot sign in', () => {
  const changes = ({ owed, ...account }: LivingAccount) => ({
    ...account,
    owed: owed.filter(({ kind }) => kind !== 'entry'),
  });

  it('does what the owner would do, and says in the ledger who it was, and why', () => {
    const before = scheduled(deactivate(untouched('acme'), EMAIL, NOON));

    const account = cancelOnBehalf(before, act, plus(NOON, HOUR));

    expect(changes(account)).toEqual(changes(cancel(before, null, plus(NOON, HOUR))));
    expect(ofKind(account, 'entry')).toEqual([
      { kind: 'entry', entry: 'confirmed', dueAt: NOON, deletionId: 'd-1' },
      { kind: 'entry', entry: 'cancelled', dueAt: plus(NOON, HOUR), deletionId: 'd-1', ...act },
    ]);
  });

  it('leaves what the ledger has not been told yet of an earlier deletion', () => {
    const earlier = { kind: 'entry', entry: 'cancelled', dueAt: NOON, deletionId: 'd-0' } as const;
    const before = scheduled();

    const account = cancelOnBehalf({ ...before, owed: [earlier, ...before.owed] }, act, plus(NOON, HOUR));

    expect(ofKind(account, 'entry')).toContainEqual(earlier);
  });

  it('ends a request that waits, and the ledger says so too', () => {
    const account = cancelOnBehalf(requested(), act, NOON);

    expect(account).toMatchObject({ deletion: null, latestLink: { outcome: 'cancelled' } });
    expect(ofKind(account, 'entry')).toMatchObject([{ entry: 'cancelled', deletionId: 'd-1', ...act }]);
  });

  it('is refused where there is nothing to cancel, in a purge and after it', () => {
    const refused = expect.objectContaining({ code: 'nothing-to-cancel' });

    expect(() => cancelOnBehalf(untouched('acme'), act, NOON)).toThrow(refused);
    expect(() => cancelOnBehalf(requested(), act, plus(NOON, DAY))).toThrow(refused);
    expect(() => cancelOnBehalf(purging(), act, PURGE_AT)).toThrow('deletion-in-progress');
    expect(() => cancelOnBehalf(finish(purging(), by, { deletedAt: PURGE_AT, kept: [] }), act, PURGE_AT)).toThrow(
      'account-deleted',
    );
  });
});
