import { crc32 } from 'node:zlib';
import * as v from 'valibot';
import type { Line } from '../app/ports.ts';
import { type Account, untouched } from '../domain/account.ts';
import type { Owed } from '../domain/owed.ts';
import { byField } from './by-field.ts';
import { holdSchema } from './stored-act.ts';
import { date } from './stored-date.ts';
import { readExports } from './stored-export.ts';
import { owedSchema } from './stored-owed.ts';

/**
 * An account as its partition holds it: ACCOUNT with what must never vanish, REQUEST with what may (SPEC 3), an item
 * for each export and one for all that is owed. Dates are kept as ISO 8601 strings.
 */
export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

export const partitionOf = (accountId: string): string => `ACCOUNT#${accountId}`;
export const accountIdOf = (pk: string): string => pk.slice('ACCOUNT#'.length);
export const OWED_PREFIX = 'OWED#';
/**
 * The partitions of each line in the sparse index, ordered by `dueAt`. One takes 1,000 writes a second and no more, and a
 * deletion makes 35 to the second line.
 */
export const LINES: Readonly<Record<Line, readonly string[]>> = {
  purges: ['PURGES'],
  'all else': Array.from({ length: 4 }, (_, n) => `OWED-${n}`),
};
export const lineOf = (kind: Owed['kind']): Line => (kind === 'purge' ? 'purges' : 'all else');
/** The partition of the sparse index in which an owed item of the account stands. */
export function placeInLine(kind: Owed['kind'], accountId: string): string {
  const places = LINES[lineOf(kind)];
  return places[crc32(accountId) % places.length]!;
}

/** The kind of an owed item, by its key: `OWED#<kind>#<dueAt>#<rev>-<n>`. */
export const kindOf = (id: string): string => id.split('#')[1] ?? '';
/** The revision of the account with which it came to be owed, by its key. @throws for any other key */
export function revisionOf(id: string): number {
  const [, revision] = /#(\d+)-\d+$/.exec(id) ?? [];
  if (revision === undefined) throw new Error('not the key of an owed item');
  return Number(revision);
}

const text = v.string();

const mail = v.object({ sentTo: text, delivery: v.picklist(['sent', 'failed', 'bounced', 'complained']) });
const scheduled = { deletionId: text, requestedAt: date, confirmedAt: date, purgeAt: date, addresses: v.array(text) };
const deletion = byField('state', {
  'awaiting-confirmation': v.object({
    state: v.literal('awaiting-confirmation'),
    deletionId: text,
    requestedAt: date,
    confirmBy: date,
  }),
  scheduled: v.object({ state: v.literal('scheduled'), ...scheduled }),
  purging: v.object({
    state: v.literal('purging'),
    ...scheduled,
    startedAt: date,
    execution: text,
    receiptId: text,
    quarantined: v.optional(v.object({ at: date, holdings: v.array(text) })),
    finalExportWaived: v.exactOptional(v.literal(true)),
  }),
});
const link = v.object({
  tokenHash: text,
  asker: text,
  confirmBy: date,
  outcome: v.picklist(['waiting', 'confirmed', 'cancelled']),
});
const living = v.object({
  rev: v.number(),
  status: v.picklist(['active', 'deactivated']),
  deletion: v.nullable(deletion),
  latestLink: v.nullable(link),
  hold: v.exactOptional(holdSchema),
  asked: v.array(date),
  switched: v.array(date),
  told: v.array(date),
  exported: v.array(date),
  lastExportAt: v.exactOptional(date),
});
const deleted = v.object({
  rev: v.number(),
  status: v.literal('deleted'),
  deletionId: text,
  deletedAt: date,
  receiptId: text,
  finalExportUntil: v.exactOptional(date),
});
const account = byField('status', { active: living, deactivated: living, deleted });

/** @throws where the item is not as its kind should be */
const owedOf = (item: Item): Owed => ({ ...v.parse(owedSchema, item), id: item.sk });

/**
 * The account of these items. What is owed is read when it is first asked for, which who only shows an account never does.
 * @throws where the table holds something that this version cannot read
 */
export function read(accountId: string, items: readonly Item[]): Account {
  let known: readonly Owed[] | undefined;
  const owed = () => {
    known ??= items.filter(({ sk }) => sk.startsWith(OWED_PREFIX)).map(owedOf);
    return known;
  };
  return {
    ...stateOf(accountId, items),
    get owed() {
      return owed();
    },
  };
}

/** All of the account but what is owed. */
function stateOf(accountId: string, items: readonly Item[]): Account {
  const at = (sk: string) => items.find((item) => item.sk === sk);
  const stored = at('ACCOUNT');
  if (stored === undefined) return untouched(accountId);

  const state = v.parse(account, stored);
  const owed: readonly Owed[] = [];
  if (state.status === 'deleted') return { ...state, accountId, owed };
  const exports = readExports(items);
  const request = at('REQUEST');
  const waiting = state.deletion?.state === 'awaiting-confirmation' ? state.deletion : null;
  if (!request || !waiting) return { ...state, accountId, exports, owed };
  return { ...state, accountId, exports, owed, deletion: { ...waiting, mail: v.parse(mail, request) } };
}

/** What ACCOUNT holds of the account: all but what its other items hold. */
export const accountItem = (account: Account): Item => ({
  ...(plain(account, ['owed', 'mail', 'exports']) as object),
  pk: partitionOf(account.accountId),
  sk: 'ACCOUNT',
});

/** What the account's partition holds of what is owed. */
export const owedItem = (accountId: string, owed: Owed): Item => ({
  ...(plain(owed, ['id']) as object),
  pk: partitionOf(accountId),
  sk: owed.id!,
  owed: placeInLine(owed.kind, accountId),
});

/** Dates as ISO 8601 strings all the way down, without the fields named in `except`. */
export function plain(value: unknown, except: readonly string[] = []): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((inner) => plain(inner, except));
  if (typeof value !== 'object' || value === null) return value;
  const fields: Record<string, unknown> = {};
  for (const key in value) if (!except.includes(key)) fields[key] = plain(value[key as keyof typeof value], except);
  return fields;
}
