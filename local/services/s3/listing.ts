import { S3Error } from './errors.ts';
import type { Place } from './versions.ts';

interface ListingInput {
  readonly prefix: string;
  readonly delimiter: string;
  /** What has been listed already. */
  readonly after: Place;
  readonly max: number;
}

/** A page of a listing. */
export interface Listing<T> {
  readonly entries: readonly T[];
  /** What keys have in common up to the delimiter. */
  readonly commonPrefixes: readonly string[];
  /** Where it stopped, if there is more. */
  readonly more?: Place;
}

const LAST = Number.MAX_SAFE_INTEGER;
const MOST = 1_000;

/** Before all keys. */
export const START: Place = { key: '', rank: LAST };
/** After all that there is of a key. */
export const afterKey = (key: string): Place => ({ key, rank: LAST });
/** Before all that there is of a key. */
export const beforeKey = (key: string): Place => ({ key, rank: -LAST });
/** After all keys that begin like this. */
export const afterPrefix = (prefix: string): Place => afterKey(`${prefix}\u{10ffff}`);

/** Takes from an ordered index what a listing asks for, page by page. */
export function list<T extends Place>(next: (after: Place) => T | undefined, input: ListingInput): Listing<T> {
  const { prefix, delimiter, max } = input;
  const entries: T[] = [];
  const commonPrefixes: string[] = [];
  let place = isBefore(input.after.key, prefix) ? beforeKey(prefix) : input.after;
  for (let found = next(place); found?.key.startsWith(prefix); found = next(place)) {
    if (entries.length + commonPrefixes.length >= max) {
      return { entries, commonPrefixes, ...(max > 0 && { more: place }) };
    }
    const end = delimiter ? found.key.indexOf(delimiter, prefix.length) : -1;
    if (end < 0) {
      entries.push(found);
      place = { key: found.key, rank: found.rank };
    } else {
      const common = found.key.slice(0, end + delimiter.length);
      commonPrefixes.push(common);
      place = afterPrefix(common);
    }
  }
  return { entries, commonPrefixes };
}

/** Keys are ordered by their bytes in UTF-8, not as JavaScript compares strings. */
const isBefore = (key: string, other: string): boolean => Buffer.compare(Buffer.from(key), Buffer.from(other)) < 0;

/** How many entries of a page were asked for. @throws S3Error InvalidArgument */
export function maximum(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? String(MOST);
  if (!/^\d{1,10}$/.test(text)) throw new S3Error('InvalidArgument', `Provided ${name} not an integer or within range`);
  return Math.min(Number(text), MOST);
}

/** A moment as listings tell it: to the second. */
export const toTheSecond = (moment: number): string => new Date(Math.floor(moment / 1000) * 1000).toISOString();

/** How keys are written: as they are, or as the `encoding-type` that was asked for has it. */
export function encoderOf(query: URLSearchParams): (text: string) => string {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (text) =>
    encodeURIComponent(text)
      .replaceAll('%2F', '/')
      .replaceAll('%20', '+')
      .replaceAll(/[!'()~]/g, percent);
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
