import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type ListObjectsV2CommandInput,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { decodedKey } from '../adapters/object-versions.ts';
import type { Cursor, Holding } from '../app/holding.ts';
import { portablePath } from './portable-path.ts';

interface Place {
  readonly Bucket: string;
  readonly Prefix: string;
}

/** The current objects below a prefix, as an export has them: what is known of each, and the files themselves. */
export function objectFiles(s3: S3Client, place: (accountId: string) => Place): Pick<Holding, 'export' | 'files'> {
  async function* pages(accountId: string, cursor: Cursor | undefined) {
    const StartAfter = cursor?.after as string | undefined;
    const input: ListObjectsV2CommandInput = { ...place(accountId), EncodingType: 'url', StartAfter };
    for await (const { Contents = [], IsTruncated } of paginateListObjectsV2({ client: s3 }, input)) {
      const objects = Contents.map(({ Key, Size, LastModified }) => ({
        key: decodedKey(Key!),
        bytes: Size!,
        modifiedAt: LastModified!,
      }));
      yield { objects, cursor: IsTruncated ? { after: objects.at(-1)?.key } : undefined };
    }
  }

  async function open(Bucket: string, Key: string): Promise<Readable | null> {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return Body as Readable;
    } catch (error) {
      // Whoever may list but one folder is told "access denied" instead: then it is listed, and asked for, again.
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  return {
    async *export(accountId, from) {
      for await (const { objects, cursor } of pages(accountId, from)) {
        const records = objects.map(({ key, bytes, modifiedAt }) => ({
          key,
          bytes,
          lastModified: modifiedAt.toISOString(),
        }));
        yield { records, cursor };
      }
    },
    async *files(accountId, from) {
      const { Bucket, Prefix } = place(accountId);
      for await (const { objects } of pages(accountId, from)) {
        for (const { key, ...known } of objects) {
          const path = portablePath(key.slice(Prefix.length));
          yield { path, ...known, cursor: { after: key }, open: () => open(Bucket, key) };
        }
      }
    },
  };
}
