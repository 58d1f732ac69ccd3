import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import type { LocalLifecycleRule } from '../../../local/template.ts';
import { DAY } from '../support.ts';
import { bucket, startS3 } from './s3-support.ts';

const rule = (more: Partial<LocalLifecycleRule>): LocalLifecycleRule => ({ prefix: '', expireMarkers: false, ...more });
const remove = (client: S3Client, Key: string, VersionId?: string) =>
  client.send(new DeleteObjectCommand({ Bucket: 'b', Key, VersionId }));

it('objects go after their days, and no sooner', async () => {
  const { s3, clock } = await startS3(bucket('b', { lifecycle: [rule({ prefix: 'old/', expireAfter: 7 })] }));
  await s3.put('b', 'old/a', 'x');
  await s3.put('b', 'other', 'x');

  await clock.advance(7 * DAY);
  expect(s3.objects('b')).toHaveLength(2);
  const fired = await clock.advance(2 * DAY);

  expect(s3.objects('b').map(({ key }) => key)).toEqual(['other']);
  expect(fired[0]).toMatchObject({ what: 'lifecycle', name: 'b' });
});

it('where versions are kept an expiry only hides them, until the rule for those that were replaced removes them', async () => {
  const lifecycle = [rule({ expireAfter: 7, noncurrent: { days: 3, keep: 0 } })];
  const { s3, clock } = await startS3(bucket('b', { versioning: 'Enabled', lifecycle }));
  await s3.put('b', 'a', 'x');

  await clock.advance(9 * DAY);
  expect(s3.objects('b').map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([true, false]);
  await clock.advance(5 * DAY);
  expect(s3.objects('b').map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([true]);
  await clock.advance(9 * DAY);

  expect(s3.objects('b')).toEqual([]);
});

it('markers go that nothing is left under, if the rule says so', async () => {
  const { s3, clock, client } = await startS3(
    bucket('b', { versioning: 'Enabled', lifecycle: [rule({ expireMarkers: true })] }),
  );
  await s3.put('b', 'a', 'x');
  await remove(client, 'a');
  await remove(client, 'alone');

  await clock.advance(2 * DAY);

  expect(s3.objects('b').map(({ key }) => key)).toEqual(['a', 'a']);
});

it('as many replaced versions stay as the rule keeps', async () => {
  const lifecycle = [rule({ noncurrent: { days: 1, keep: 2 } })];
  const { s3, clock } = await startS3(bucket('b', { versioning: 'Enabled', lifecycle }));
  for (const body of ['one', 'two', 'three', 'four', 'five']) await s3.put('b', 'a', body);

  await clock.advance(5 * DAY);

  expect(s3.objects('b').map(({ size }) => size)).toEqual([4, 4, 5]);
});

it('nothing goes that is locked, until its time has come', async () => {
  const lifecycle = [rule({ expireAfter: 1, noncurrent: { days: 1, keep: 0 } })];
  const lock = { default: { mode: 'COMPLIANCE', days: 30 } } as const;
  const { s3, clock } = await startS3(bucket('b', { lock, lifecycle }));
  await s3.put('b', 'a', 'x');

  await clock.advance(29 * DAY);
  expect(s3.objects('b').map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([true, false]);
  await clock.advance(5 * DAY);

  expect(s3.objects('b')).toEqual([]);
});

it('uploads that were never finished go with their parts', async () => {
  const { s3, clock, client } = await startS3(bucket('b', { lifecycle: [rule({ abortUploadsAfter: 7 })] }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'a' }));
  const part = { Bucket: 'b', Key: 'a', UploadId, PartNumber: 1, Body: 'x' };
  await client.send(new UploadPartCommand(part));

  await clock.advance(6 * DAY);
  expect(s3.uploads('b')).toHaveLength(1);
  await clock.advance(3 * DAY);

  expect(s3.uploads('b')).toEqual([]);
  await expect(client.send(new UploadPartCommand(part))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

it('a bucket without rules has nothing on the agenda', async () => {
  const { clock } = await startS3(bucket('b'));

  expect(await clock.advance(3 * DAY)).toEqual([]);
});
