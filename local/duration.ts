const PART = String.raw`(\d+(?:[.,]\d+)?)`;
const DURATION = new RegExp(
  `^P(?=.)(?:(\\d+)Y)?(?:(\\d+)M)?(?:${PART}W)?(?:${PART}D)?(?:T(?=.)(?:${PART}H)?(?:${PART}M)?(?:${PART}S)?)?$`,
);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/**
 * The milliseconds from a moment to an ISO 8601 duration later; undefined for what is no duration. Years and months
 * are the calendar's, in UTC, and end with the month where the next has no such day.
 */
export function durationFrom(start: number, text: string): number | undefined {
  const found = DURATION.exec(text);
  if (!found) return undefined;
  const parts = found.slice(1).map((part) => Number((part ?? '0').replace(',', '.')));
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const time = (weeks * 7 + days) * DAY + hours * HOUR + minutes * 60 * SECOND + seconds * SECOND;
  return Math.round(monthsLater(start, years * 12 + months) - start + time);
}

function monthsLater(start: number, months: number): number {
  const date = new Date(start);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}
