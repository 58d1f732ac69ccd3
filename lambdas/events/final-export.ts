import * as v from 'valibot';
import type { FinalExportWake } from '../app/final-export.ts';
import type { Keep } from '../app/keep-final-export.ts';

/** An id that is nothing else in a path. */
const id = v.pipe(v.string(), v.regex(/^[\w-]+$/));
const wakeSchema = v.object({ accountId: v.string(), deletionId: id, receiptId: id });
const until = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
);
const keepSchema = v.union([
  v.strictObject({ receiptId: id, keepUntil: until }),
  v.strictObject({ receiptId: id, destroy: v.literal(true) }),
]);

/** What has a final export taken. @throws for anything that is none of ours */
export const finalExportWake =
  <Context, Outcome>(take: (wake: FinalExportWake, context: Context) => Promise<Outcome>) =>
  async (event: unknown, context: Context): Promise<Outcome> =>
    take(v.parse(wakeSchema, event), context);

/** What says what becomes of one. @throws for anything that is none of ours */
export const keepEvent =
  <Outcome>(keep: (what: Keep) => Promise<Outcome>) =>
  async (event: unknown): Promise<Outcome> =>
    keep(v.parse(keepSchema, event));
