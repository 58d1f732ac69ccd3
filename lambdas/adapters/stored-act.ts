import * as v from 'valibot';
import { byField } from './by-field.ts';
import { date } from './stored-date.ts';

const text = v.string();

/** Who did something as an operator, and for which case. */
const act = { by: text, reason: text };

/** A hold, as ACCOUNT keeps it. */
export const holdSchema = v.object({ ...act, at: date, until: v.nullable(date) });

const owed = { dueAt: date, kind: v.literal('entry') };
const ofDeletion = { ...owed, deletionId: text };
const ofAny = { ...owed, deletionId: v.nullable(text) };

/** By an operator, or by the owner. */
const byEither = v.object({
  ...ofDeletion,
  entry: v.picklist(['confirmed', 'requested', 'cancelled']),
  by: v.exactOptional(text),
  reason: v.exactOptional(text),
});
const ended = v.object({ ...ofAny, ...act, entry: v.picklist(['released', 'hold-ended']) });
/** What the ledger is owed. */
export const entrySchema = byField('entry', {
  confirmed: byEither,
  requested: byEither,
  cancelled: byEither,
  retried: v.object({
    ...ofDeletion,
    ...act,
    entry: v.literal('retried'),
    withoutFinalExport: v.exactOptional(v.literal(true)),
  }),
  held: v.object({ ...ofAny, ...act, entry: v.literal('held'), until: v.nullable(date) }),
  released: ended,
  'hold-ended': ended,
});
