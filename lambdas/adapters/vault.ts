import {
  GetObjectRetentionCommand,
  ObjectLockRetentionMode,
  PutObjectRetentionCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Vault } from '../app/keep-final-export.ts';
import { deleteVersions, type Version } from './object-versions.ts';
import { abortAllUploads, versionsBelow } from './objects-below.ts';

const { GOVERNANCE } = ObjectLockRetentionMode;

/** A bucket with Object Lock (lib/constructs/final-export-vault.ts). */
export function s3Vault(Bucket: string, s3 = new S3Client({})): Vault {
  async function lockedUntil({ Key, VersionId }: Version): Promise<Date | undefined> {
    try {
      const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key, VersionId }));
      return Retention?.RetainUntilDate;
    } catch (error) {
      if (error instanceof S3ServiceException && error.name === 'NoSuchObjectLockConfiguration') return undefined;
      throw error;
    }
  }

  async function lock(version: Version, RetainUntilDate: Date): Promise<void> {
    const before = await lockedUntil(version);
    if (before && before >= RetainUntilDate) return;
    const { Key, VersionId } = version;
    const Retention = { Mode: GOVERNANCE, RetainUntilDate };
    await s3.send(new PutObjectRetentionCommand({ Bucket, Key, VersionId, Retention }));
  }

  return {
    async lockUntil(Prefix, until) {
      let locked = 0;
      for await (const page of versionsBelow(s3, { Bucket, Prefix })) {
        // A marker holds nothing, and cannot be locked.
        const versions = page.filter(({ isMarker }) => !isMarker);
        for (const version of versions) await lock(version, until);
        locked += versions.length;
      }
      return locked;
    },

    async destroy(Prefix) {
      await abortAllUploads(s3, { Bucket, Prefix });
      let destroyed = 0;
      for await (const versions of versionsBelow(s3, { Bucket, Prefix })) {
        await deleteVersions(s3, Bucket, versions);
        destroyed += versions.length;
      }
      return destroyed;
    },
  };
}
