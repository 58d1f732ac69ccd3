import * as v from 'valibot';

/** A date as it is stored: ISO 8601. */
export const date = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
);
