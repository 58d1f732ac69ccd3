import type { WireHead, WireResponse } from '../../wire.ts';
import type { Span } from './bodies.ts';
import type { Bucket, S3Call, Stores } from './calls.ts';
import { S3Error } from './errors.ts';
import { retentionHeaders } from './locks.ts';
import { isVersionId, type Version } from './versions.ts';
import { sameTag } from './writing.ts';

/** The version that the query names. @throws S3Error InvalidArgument for what can be no version's id */
export function versionIdIn(query: URLSearchParams): string | undefined {
  const id = query.get('versionId');
  if (id === null) return undefined;
  if (!isVersionId(id)) throw new S3Error('InvalidArgument', 'Invalid version id specified');
  return id;
}

/** The version that is meant, which is no marker. @throws S3Error as GetObject does */
export function existing({ versions }: Stores, { bucket, key, query }: S3Call): Version {
  const id = versionIdIn(query);
  const found = id === undefined ? versions.latest(bucket.name, key) : versions.find(bucket.name, key, id);
  if (!found) throw new S3Error(id === undefined ? 'NoSuchKey' : 'NoSuchVersion');
  if (!found.marker) return found;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': found.id };
  throw new S3Error(id === undefined ? 'NoSuchKey' : 'MethodNotAllowed', undefined, headers);
}

/** Names the version, in a bucket that has ever kept any. */
export const versionHeader = (bucket: Bucket, id: string): Record<string, string> =>
  bucket.versioning ? { 'x-amz-version-id': id } : {};

/** GetObject and HeadObject, but for the body. */
export function described(
  stores: Stores,
  call: S3Call,
): { version: Version; span: Span | undefined; response: WireResponse } {
  const version = existing(stores, call);
  const { etag, modified, size, checksum } = version;
  const { headers: asked } = call;
  const headers = {
    etag: `"${etag}"`,
    'last-modified': new Date(modified).toUTCString(),
    'accept-ranges': 'bytes',
    ...versionHeader(call.bucket, version.id),
    ...retentionHeaders(version),
    ...version.headers,
    ...overrides(call),
  };
  const status = conditionOf(call, version);
  if (status === 304) return { version, span: undefined, response: { status, headers } };
  const span = asked.range ? spanOf(asked.range, size) : undefined;
  const length = span ? span.end - span.start + 1 : size;
  const whole = asked['x-amz-checksum-mode'] && checksum && !span && { [checksum.header]: checksum.value };
  const part = span && { 'content-range': `bytes ${span.start}-${span.end}/${size}` };
  const all = { ...headers, ...whole, ...part, 'content-length': String(length) };
  return { version, span, response: { status: span ? 206 : 200, headers: all } };
}

/** What a signed request may have said differently, for whoever opens it. */
function overrides({ query }: Pick<WireHead, 'query'>): Record<string, string> {
  const given = [...query].flatMap(([name, value]) => {
    const [, header] =
      /^response-(content-(?:type|disposition|encoding|language)|cache-control|expires)$/.exec(name) ?? [];
    return header ? [[header, value] as const] : [];
  });
  return Object.fromEntries(given);
}

function conditionOf({ headers }: S3Call, version: Version): 200 | 304 {
  const { 'if-match': match, 'if-none-match': none } = headers;
  const modified = Math.floor(version.modified / 1000) * 1000;
  const since = (name: string) => Date.parse(headers[name] ?? '');
  if (match ? !sameTag(match, version) : modified > since('if-unmodified-since')) {
    throw new S3Error('PreconditionFailed');
  }
  const unchanged = none ? sameTag(none, version) : modified <= since('if-modified-since');
  return unchanged ? 304 : 200;
}

/** The bytes that a range asks for; none for a form that S3 does not read. @throws S3Error InvalidRange */
function spanOf(range: string, size: number): Span | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size) throw new S3Error('InvalidRange', undefined, { 'content-range': `bytes */${size}` });
  return { start, end };
}
