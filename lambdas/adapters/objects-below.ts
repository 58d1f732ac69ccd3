import type { S3Client } from '@aws-sdk/client-s3';
import { deleteVersions, listVersions, type Version, type VersionsMark } from './object-versions.ts';
import { abortUploads } from './unfinished-uploads.ts';

interface Place {
  readonly Bucket: string;
  readonly Prefix: string;
}

/** Every version and delete marker below a prefix, page by page. */
export async function* versionsBelow(s3: S3Client, place: Place): AsyncGenerator<readonly Version[], void> {
  for (let mark: VersionsMark | undefined = { of: 'versions' }; mark; ) {
    const { versions, next }: Awaited<ReturnType<typeof listVersions>> = await listVersions(s3, place, mark);
    mark = next;
    yield versions;
  }
}

/** Aborts every unfinished upload below a prefix. */
export async function abortAllUploads(s3: S3Client, place: Place): Promise<void> {
  while ((await abortUploads(s3, place)).more);
}

/** Removes everything below a prefix: unfinished uploads, versions and delete markers. @throws where something stays */
export async function removeAllBelow(s3: S3Client, place: Place): Promise<void> {
  await abortAllUploads(s3, place);
  for await (const versions of versionsBelow(s3, place)) await deleteVersions(s3, place.Bucket, versions);
}
