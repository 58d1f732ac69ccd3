import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireHead } from '../../wire.ts';
import { S3Error } from './errors.ts';

/** The secret of an access key, where it is known. */
export type SecretOf = (accessKeyId: string) => string | undefined;

/** The longest that a URL may be good for, seconds. */
const LONGEST = 7 * 24 * 60 * 60;
/** How far ahead of ours the clock of who signs may be, milliseconds. */
const SKEW = 15 * 60 * 1000;

/**
 * Checks a presigned request by the local clock, and its signature where the secret of who signed is known. Any other
 * request passes. @throws S3Error
 */
export function checkPresigned(request: WireHead, now: number, secretOf: SecretOf): void {
  const { query, caller } = request;
  if (!query.has('X-Amz-Algorithm')) return;
  const [signed, seconds] = [query.get('X-Amz-Date') ?? '', Number(query.get('X-Amz-Expires') ?? Number.NaN)];
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signed) ?? [];
  const [year = Number.NaN, month = 0, ...rest] = parts.map(Number);
  const from = Date.UTC(year, month - 1, ...rest);
  if (Number.isNaN(from) || !(seconds >= 0)) throw new S3Error('AuthorizationQueryParametersError');
  if (seconds > LONGEST) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  const secret = secretOf(caller);
  if (secret !== undefined && !isSigned(request, secret)) throw new S3Error('SignatureDoesNotMatch');
  if (now < from - SKEW) throw new S3Error('AccessDenied', 'Request is not valid yet');
  if (now > from + seconds * 1000) throw new S3Error('AccessDenied', 'Request has expired');
}

/** Signature Version 4 of a presigned request (AWS General Reference). */
function isSigned({ method, target, query, headers }: WireHead, secret: string): boolean {
  const [path = '', rawQuery = ''] = target.split(/\?(.*)/s);
  const scope = (query.get('X-Amz-Credential') ?? '').split('/').slice(1);
  const signedHeaders = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const canonical = [
    method,
    path,
    canonicalQuery(rawQuery),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    query.get('X-Amz-Content-Sha256') ?? headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope.join('/'), hashed].join('\n');
  const key = scope.reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secret}`));
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
  const expected = hmac(key, text);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Sorted, and encoded as the signature has it, however the caller encoded it. */
function canonicalQuery(raw: string): string {
  return raw
    .split('&')
    .map((part) => part.split(/=(.*)/s).slice(0, 2).map(reencoded) as [string, string])
    .filter(([name]) => name !== '' && name !== 'X-Amz-Signature')
    .sort(([one, first], [other, second]) => compare(one, other) || compare(first, second))
    .map(([name, value = '']) => `${name}=${value}`)
    .join('&');
}

const compare = (one: string | undefined = '', other: string | undefined = ''): number =>
  one < other ? -1 : Number(one > other);

const reencoded = (text: string): string =>
  encodeURIComponent(decodeURIComponent(text.replaceAll('+', ' '))).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
