import * as v from 'valibot';

/** What would be right, by the name of an argument or an option. */
export const FIXES: Readonly<Record<string, string>> = {
  accountId: "an account's id: 1 to 128 of A-Z, a-z, 0-9 and ._:|-, beginning with a letter or digit",
  receiptId: "a receipt's id: the 43 characters at the end of its link",
  reason: 'a case reference: 1 to 64 of A-Z, a-z, 0-9 and #/_-, and never a name',
  since: 'a date and time with its zone, like 2027-03-31T00:00:00Z',
  until: 'a date and time with its zone, like 2027-03-31T00:00:00Z',
  hours: 'a whole number of hours from 0 to 168',
  code: 'the code of the last mail, or leave it out and say --second-operator',
};

/** Whose account it is (SPEC 7). */
export const accountId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._:|-]{0,127}$/));
export const receiptId = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
/** The case that something is done for: nothing in it is personal, for it stays in the ledger. */
export const reason = v.pipe(v.string(), v.regex(/^[A-Za-z0-9#/_-]{1,64}$/));
/** `Date` takes the 31st of February for the 3rd of March. */
function isInCalendar(text: string): boolean {
  const [day, date] = [text.slice(0, '2027-03-31'.length), new Date(text)];
  return !Number.isNaN(date.getTime()) && new Date(day).toISOString().startsWith(day);
}

/** A moment that is the same wherever it is read. */
export const moment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))$/),
  v.check(isInCalendar),
  v.transform((text) => new Date(text)),
);
export const hours = v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.maxValue(168));
export const code = v.pipe(v.string(), v.regex(/^[\s\w-]{16,40}$/));
