import { strings } from './strings.ts';

/**
 * The words are English; the reader's own kind of English decides how dates and numbers look. Where no language is set
 * up, Chromium says "en-US@posix", at which `Intl` throws.
 */
const LOCALE = navigator.languages.find((language) => /^en(-[a-z\d]+)*$/i.test(language)) ?? 'en';

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
const MOMENT: Intl.DateTimeFormatOptions = {
  ...DAY,
  weekday: 'long',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/** A moment in the reader's zone, which it names. */
export const moment = (iso: string): string => new Intl.DateTimeFormat(LOCALE, MOMENT).format(new Date(iso));

export const day = (iso: string): string => new Intl.DateTimeFormat(LOCALE, DAY).format(new Date(iso));

export const number = (value: number): string => new Intl.NumberFormat(LOCALE).format(value);

/** How many there are; above 10,000 nobody counts. */
export function count({ count, atLeast }: { count: number; atLeast?: boolean | undefined }): string {
  if (count === 0) return strings.danger.empty;
  return atLeast ? strings.danger.atLeast(number(count)) : number(count);
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** How large a file is, as people read it: "2.1 GB". */
export function size(bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const options = { style: 'unit', unit: SIZES[step], maximumFractionDigits: step > 1 ? 1 : 0 } as const;
  return new Intl.NumberFormat(LOCALE, options).format(bytes / 1000 ** step).replace(' ', '\u00a0');
}

export function money({ amount, currency }: { amount: string; currency: string }): string {
  try {
    return new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).format(Number(amount));
  } catch {
    // A unit that is no currency of the world, such as credits.
    return `${amount} ${currency}`;
  }
}

export interface Span {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

export function spanOf(milliseconds: number): Span {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** A span by its two largest units: "23 hours, 59 minutes". */
export function roughly(milliseconds: number): string {
  const span = spanOf(milliseconds);
  const parts = (Object.keys(strings.grace.units) as (keyof Span)[]).filter((unit) => span[unit] > 0);
  const [first = 'seconds'] = parts;
  const next = parts.slice(1, 2).filter(() => first !== 'minutes');
  return [first, ...next].map((unit) => `${span[unit]} ${unitFor(unit, span[unit])}`).join(', ');
}

export const unitFor = (unit: keyof Span, value: number): string => strings.grace.units[unit][value === 1 ? 0 : 1]!;

/** A wait, as a clock shows it: "0:43", "23:59:43". */
export function ticking(milliseconds: number): string {
  const { days, hours, minutes, seconds } = spanOf(Math.ceil(milliseconds / 1000) * 1000);
  const [first, ...rest] = days + hours > 0 ? [days * 24 + hours, minutes, seconds] : [minutes, seconds];
  return [first, ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

/** The name of a holding, for the ones that came after these words were written too. */
export const holdingName = (name: string): string =>
  strings.holdings[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
