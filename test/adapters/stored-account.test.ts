import { describe, expect, it } from 'vitest';
import { accountItem, OWED_PREFIX, owedItem, partitionOf, plain, read } from '../../lambdas/adapters/stored-account.ts';
import { exportKey, exportsOf } from '../../lambdas/adapters/stored-export.ts';
import { type Account, type AwaitingConfirmation, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { undelivered } from '../../lambdas/domain/delivery.ts';
import { expire } from '../../lambdas/domain/expire.ts';
import { claimExport, failExport, finishExport, requestExport } from '../../lambdas/domain/export.ts';
import { endHold, hold, release } from '../../lambdas/domain/hold.ts';
import { cancelOnBehalf, requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import { claim, finish, quarantine } from '../../lambdas/domain/purge.ts';
import { mailFailed } from '../../lambdas/domain/request.ts';
import { retry } from '../../lambdas/domain/retry.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const act = { by: 'AIDA1', reason: 'CASE-1' };
const exporter = { exportId: 'e-1', execution: 'arn:e-1' };
const archives = [{ name: 'export-e-1-1.zip', bytes: 1_234, sha256: 'a'.repeat(64) }];

const nobody = untouched('acme');
const held = hold(scheduled(), { ...act, until: plus(NOON, DAY) }, NOON);
const preparing = requestExport(nobody, { exportId: 'e-1', email: EMAIL }, NOON);
const claimed = claimExport(preparing, exporter, NOON);
const purging = claim(scheduled(), by, PURGE_AT);
const kept = [{ holding: 'usage', until: plus(PURGE_AT, 100 * DAY) }];
const setAside = quarantine(purging, by, ['calls'], PURGE_AT);
const cameBack = (delivery: 'bounced' | 'complained') =>
  undelivered(requested(), { deletionId: 'd-1', delivery, addresses: [EMAIL] });

/** An account at every stage, and with whatever can be owed of it. */
const STAGES: Readonly<Record<string, Account>> = {
  'asked for': requested(),
  'asked for by mail that failed': mailFailed(requested(), 'hash-1'),
  'asked for by mail that came back': cameBack('bounced'),
  'asked for by mail that was complained of': cameBack('complained'),
  expired: expire(requested(), 'd-1', plus(NOON, DAY)),
  'in grace': scheduled(),
  cancelled: cancel(scheduled(), EMAIL, NOON),
  'asked for by an operator': requestOnBehalf(nobody, { ...act, deletionId: 'd-1' }, NOON),
  'cancelled by an operator': cancelOnBehalf(scheduled(), act, NOON),
  deactivated: deactivate(nobody, EMAIL, NOON),
  reactivated: reactivate(deactivate(nobody, EMAIL, NOON), EMAIL, NOON),
  held,
  'held without end': hold(nobody, { ...act, until: null }, NOON),
  released: release(held, act, NOON),
  'held until now': endHold(held, plus(NOON, DAY)),
  'whose copy is asked for': preparing,
  'whose copy is prepared': claimed,
  'whose copy is ready': finishExport(claimed, exporter, archives, NOON),
  'whose copy has failed': failExport(claimed, exporter, NOON),
  'being purged': purging,
  'set aside': setAside,
  'gone on with': retry(setAside, { ...act, withoutFinalExport: true }, PURGE_AT),
  dead: finish(purging, by, { deletedAt: PURGE_AT, kept }),
  'dead with a sealed copy': finish(purging, by, {
    deletedAt: PURGE_AT,
    kept: [],
    finalExportUntil: plus(PURGE_AT, 30 * DAY),
  }),
};
const stages = Object.entries(STAGES);
/** As it is once it is saved: what is owed has its place. */
const saved = (account: Account): Account => ({
  ...account,
  owed: account.owed.map((owed, n) => ({ ...owed, id: `${OWED_PREFIX}${owed.kind}#1-${n}` })),
});
type Fields = Record<string, unknown>;
/** The items of an account's partition. */
function itemsOf(account: Account) {
  const pk = partitionOf(account.accountId);
  const mail = account.status !== 'deleted' && (account.deletion as AwaitingConfirmation | null)?.mail;
  return [
    accountItem(account),
    ...(mail ? [{ ...mail, pk, sk: 'REQUEST' }] : []),
    ...exportsOf(account).map((each) => ({ ...(plain(each) as Fields), pk, sk: exportKey(each) })),
    ...account.owed.map((each) => owedItem(account.accountId, each)),
  ];
}

describe('an account as it is stored', () => {
  it.each(stages)('comes back as it was: %s', (_, account) => {
    const items = itemsOf(saved(account));

    expect(items.every(({ pk }) => pk === 'ACCOUNT#acme')).toBe(true);
    expect(read('acme', items)).toEqual(saved(account));
  });

  it('is nothing but texts, numbers and what is made of them', () => {
    const items = stages.flatMap(([, account]) => itemsOf(saved(account)));

    expect(JSON.parse(JSON.stringify(items))).toEqual(items);
  });

  it.each(stages)('is not read where any field is what it cannot be: %s', (_, account) => {
    const items = itemsOf(saved(account));
    const wrong = items.flatMap((item, at) =>
      fieldsOf(item).map((path) => [path, items.with(at, replaced(item, path) as (typeof items)[number])] as const),
    );

    for (const [path, spoilt] of wrong) expect(() => read('acme', spoilt).owed, path.join('.')).toThrow();
  });

  it('is not read where a date is no date', () => {
    const spoilt = itemsOf(saved(scheduled())).map((item) => ('dueAt' in item ? { ...item, dueAt: 'soon' } : item));

    expect(() => read('acme', spoilt).owed).toThrow();
  });

  it('is shown where what is owed cannot be read, and never changed', () => {
    const spoilt = itemsOf(saved(scheduled())).map((item) =>
      'dueAt' in item ? { ...item, kind: 'of later days' } : item,
    );

    const account = read('acme', spoilt);

    expect(account).toMatchObject({ accountId: 'acme', status: 'active', deletion: { state: 'scheduled' } });
    // As every change begins.
    expect(() => ({ ...account })).toThrow();
  });

  it('has no request beside a deletion that nobody waits to confirm any more', () => {
    const items = itemsOf(saved(scheduled()));
    const request = { pk: 'ACCOUNT#acme', sk: 'REQUEST', sentTo: EMAIL, delivery: 'sent' };

    expect(read('acme', [...items, request])).toEqual(saved(scheduled()));
  });

  it('is untouched but for what is owed, where ACCOUNT is not there', () => {
    const [, ...rest] = itemsOf(saved(deactivate(nobody, EMAIL, NOON)));

    expect(read('acme', rest)).toEqual({ ...nobody, owed: saved(deactivate(nobody, EMAIL, NOON)).owed });
  });
});

/** What places an item, and says nothing of the account. */
const KEYS = ['pk', 'sk', 'owed', 'accountId'];

/** The path of each field, all the way down. */
function fieldsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value)
    .filter(([key]) => !KEYS.includes(key))
    .flatMap(([key, inner]) => fieldsOf(inner).map((path) => [key, ...path]));
}

/** A copy with something at this path that no field can be. */
function replaced(value: unknown, [key, ...path]: string[]): unknown {
  if (key === undefined) return { neither: 'text nor number' };
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)], path));
  return { ...(value as Fields), [key]: replaced((value as Fields)[key], path) };
}
