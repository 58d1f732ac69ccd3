import * as v from 'valibot';

/**
 * What a receipt and its sequels say, by the type that their headers name (docs/receipt.md). A field that is not known
 * here does no harm: later receipts may say more.
 */

const date = v.pipe(v.string(), v.isoTimestamp());
const count = v.pipe(v.number(), v.integer());
const name = v.string();
const erased = v.array(v.looseObject({ name, count }));

export const receipt = v.looseObject({
  receiptId: v.string(),
  accountId: v.string(),
  deletionId: v.string(),
  requestedAt: date,
  confirmedAt: date,
  purgeAt: date,
  startedAt: date,
  deletedAt: date,
  holdings: v.array(
    v.looseObject({
      name,
      outcome: v.picklist(['erase', 'release', 'terminate', 'retain']),
      before: count,
      after: count,
    }),
  ),
  released: count,
  retained: v.array(v.looseObject({ name, count, ground: v.string(), until: date })),
  finalExport: v.optional(v.looseObject({ until: date })),
  historiesUntil: date,
  backupsUntil: date,
});

export const sequel = v.looseObject({
  receiptId: v.string(),
  sequel: v.string(),
  at: date,
  erased: v.optional(erased),
});

export const statements = {
  'deletion-receipt+jwt': receipt,
  'deletion-receipt-sequel+jwt': sequel,
};
