import { ListMultipartUploadsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Cursor, Look } from '../app/holding.ts';
import type { ObjectsSpec } from '../holdings/spec.ts';
import { MARGIN } from './items.ts';

/** How many versions, delete markers and unfinished uploads a bucket has of an account; none is to be left. */
export function objects(s3: S3Client, { bucket: Bucket, prefix }: ObjectsSpec): Look {
  // Some keys cannot be written in XML as they are, neither in the entries nor in the markers.
  const place = (accountId: string) =>
    ({ Bucket, Prefix: prefix.replace('{accountId}', () => accountId), EncodingType: 'url' }) as const;

  async function versions(accountId: string, { key, id }: Cursor) {
    const input = { ...place(accountId), ...after(key), ...(id !== undefined && { VersionIdMarker: id as string }) };
    const page = await s3.send(new ListObjectVersionsCommand(input));
    const { Versions = [], DeleteMarkers = [], NextVersionIdMarker } = page;
    const next = page.IsTruncated ? { key: page.NextKeyMarker, id: NextVersionIdMarker } : { uploads: true };
    return { count: Versions.length + DeleteMarkers.length, next };
  }

  async function uploads(accountId: string, { key, id }: Cursor) {
    const input = { ...place(accountId), ...after(key), ...(id !== undefined && { UploadIdMarker: id as string }) };
    const page = await s3.send(new ListMultipartUploadsCommand(input));
    const { Uploads = [], NextUploadIdMarker } = page;
    const next = page.IsTruncated ? { uploads: true, key: page.NextKeyMarker, id: NextUploadIdMarker } : undefined;
    return { count: Uploads.length, next };
  }

  return async (accountId, { cursor, timeLeft }) => {
    let held = 0;
    for (let at: Cursor = cursor ?? {}; ; ) {
      const { count, next } = await (at.uploads ? uploads(accountId, at) : versions(accountId, at));
      held += count;
      if (!next) return { held, left: held };
      if (timeLeft() < MARGIN) return { held, left: held, cursor: next };
      at = next;
    }
  };
}

/** Goes on after a key that a listing has told in its encoding. */
const after = (key: unknown) =>
  typeof key === 'string' ? { KeyMarker: decodeURIComponent(key.replaceAll('+', '%20')) } : {};
