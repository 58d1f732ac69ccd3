import {
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { createClock } from '../../../local/clock.ts';
import { createS3 } from '../../../local/services/s3.ts';
import type { LocalBucket } from '../../../local/template.ts';
import { createWire } from '../../../local/wire.ts';
import { START } from '../support.ts';

export const MB = 1024 * 1024;

/** A stand-in for S3 with a clock of its own, and the SDK's client for it; all of it stops with the test. */
export async function startS3(...buckets: LocalBucket[]) {
  const clock = createClock({ start: START });
  const s3 = createS3({ clock, buckets, secretOf: (id) => (id === 'known' ? 'secret' : undefined) });
  const wire = await createWire({ clock, services: [s3.service] });
  const credentials = { accessKeyId: 'known', secretAccessKey: 'secret' };
  const client = new S3Client({ endpoint: wire.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    clock.stop();
    client.destroy();
    await wire.stop();
    s3.stop();
  });

  const put = (Bucket: string, Key: string, Body: PutObjectCommandInput['Body'] = 'x', more = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const read = async (Bucket: string, Key: string, more: Partial<GetObjectCommandInput> = {}) =>
    (await client.send(new GetObjectCommand({ Bucket, Key, ...more }))).Body!.transformToString();
  /** Versions and markers, as S3 lists them: `key`, or `-key` for a marker, the latest with a `*`. */
  const listed = async (Bucket: string) => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const star = (latest?: boolean) => (latest ? '*' : '');
    return [
      ...Versions.map(({ Key, IsLatest }) => `${Key}${star(IsLatest)}`),
      ...DeleteMarkers.map(({ Key, IsLatest }) => `-${Key}${star(IsLatest)}`),
    ];
  };
  return { clock, s3, wire, client, put, read, listed };
}

/** A bucket as a template declares it. */
export const bucket = (name: string, more: Partial<LocalBucket> = {}): LocalBucket => ({
  logicalId: name,
  name,
  lifecycle: [],
  ...more,
});
