import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  NoSuchUpload,
  type S3Client,
} from '@aws-sdk/client-s3';
import { decodedKey } from './object-versions.ts';

/** Aborts a page of unfinished uploads below a prefix; those that are aborted are not in the next one. */
export async function abortUploads(
  s3: S3Client,
  place: { readonly Bucket: string; readonly Prefix: string },
): Promise<{ readonly aborted: number; readonly more: boolean }> {
  const page = await s3.send(new ListMultipartUploadsCommand({ ...place, EncodingType: 'url' }));
  const uploads = page.Uploads ?? [];
  for (const { Key, UploadId } of uploads) await abort(s3, place.Bucket, decodedKey(Key!), UploadId!);
  return { aborted: uploads.length, more: page.IsTruncated ?? false };
}

async function abort(s3: S3Client, Bucket: string, Key: string, UploadId: string): Promise<void> {
  try {
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  } catch (error) {
    if (!(error instanceof NoSuchUpload)) throw error;
  }
}
