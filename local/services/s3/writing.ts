import type { Bucket, S3Call, Stores } from './calls.ts';
import { S3Error } from './errors.ts';
import type { Retention } from './locks.ts';
import { isLocked, LOCKED } from './locks.ts';
import type { Content, Version } from './versions.ts';

const LONGEST_KEY = 1_024;

type Written = Content & { readonly key: string; readonly modified: number; readonly retention?: Retention };

/** Adds an object as the bucket keeps its versions. */
export function addObject(stores: Stores, bucket: Bucket, written: Written): Version {
  return add(stores, bucket, { ...written, marker: false });
}

function add(
  { versions, bodies }: Stores,
  bucket: Bucket,
  version: Omit<Version, 'rank' | 'id' | 'latest' | 'displaced'>,
): Version {
  if (bucket.versioning === 'Enabled') return versions.add(bucket.name, version);
  const before = versions.find(bucket.name, version.key, 'null');
  if (before) {
    versions.remove(bucket.name, before);
    bodies.drop(before.pieces);
  }
  return versions.add(bucket.name, version, 'null');
}

/** What a deletion did: the marker that it left, or the version that is gone. */
export interface Deleted {
  readonly versionId?: string;
  readonly marker: boolean;
}

/** Deletes as S3 does: a version for good if it is named, else a marker says that the object is gone. */
export function deleteObject(
  stores: Stores,
  bucket: Bucket,
  { key, versionId, bypass }: { key: string; versionId?: string | undefined; bypass: boolean },
): Deleted {
  const now = stores.clock.now();
  if (versionId === undefined && bucket.versioning) {
    const nothing = { pieces: [], size: 0, etag: '', headers: {} };
    const { id } = add(stores, bucket, { key, modified: now, marker: true, ...nothing });
    return { versionId: id, marker: true };
  }
  const found = stores.versions.find(bucket.name, key, versionId ?? 'null');
  if (found && isLocked(found, now, bypass)) throw new S3Error('AccessDenied', LOCKED);
  if (found) removeVersion(stores, bucket, found);
  return { ...(versionId !== undefined && { versionId }), marker: found?.marker ?? false };
}

/** Removes a version or marker and its bytes. */
export function removeVersion({ versions, bodies }: Stores, bucket: Bucket, version: Version): void {
  versions.remove(bucket.name, version);
  bodies.drop(version.pieces);
}

/** @throws S3Error KeyTooLongError */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > LONGEST_KEY) throw new S3Error('KeyTooLongError');
}

/**
 * Notes what is there before a write, and checks its condition once the body is in: who has been overtaken meanwhile is
 * told of the conflict, and may try again.
 */
export function condition({ versions }: Stores, { bucket, key, headers }: S3Call): () => void {
  const { 'if-none-match': none, 'if-match': match } = headers;
  if (none !== undefined && none !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match of a write takes nothing but *');
  }
  const before = versions.latest(bucket.name, key)?.rank;
  return () => {
    if (none === undefined && match === undefined) return;
    const latest = versions.latest(bucket.name, key);
    const current = latest?.marker ? undefined : latest;
    if (latest?.rank !== before) throw new S3Error('ConditionalRequestConflict');
    if (none && current) throw new S3Error('PreconditionFailed');
    if (match && !current) throw new S3Error('NoSuchKey');
    if (match && current && !sameTag(match, current)) throw new S3Error('PreconditionFailed');
  };
}

/** Whether a condition names this version's tag. */
export const sameTag = (given: string, { etag }: Pick<Version, 'etag'>): boolean =>
  given.split(',').some((each) => each.trim() === '*' || each.trim().replaceAll('"', '') === etag);
