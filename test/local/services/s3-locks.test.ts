import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { RetentionMode } from '../../../local/template.ts';
import { DAY, START } from '../support.ts';
import { bucket, startS3 } from './s3-support.ts';

const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const inDays = (days: number) => new Date(START + days * DAY);

async function setUp(mode: RetentionMode, days?: number) {
  const parts = await startS3(bucket('b', { lock: days === undefined ? {} : { default: { mode, days } } }));
  const { client } = parts;
  const remove = (Key: string, VersionId?: string, BypassGovernanceRetention?: boolean) =>
    client.send(new DeleteObjectCommand({ Bucket: 'b', Key, VersionId, BypassGovernanceRetention }));
  const retain = (Key: string, until: Date, more: { as?: RetentionMode; bypass?: boolean } = {}) =>
    client.send(
      new PutObjectRetentionCommand({
        Bucket: 'b',
        Key,
        Retention: { Mode: more.as ?? mode, RetainUntilDate: until },
        BypassGovernanceRetention: more.bypass,
      }),
    );
  const retention = async (Key: string, Bucket = 'b') =>
    (await client.send(new GetObjectRetentionCommand({ Bucket, Key }))).Retention;
  return { ...parts, remove, retain, retention };
}

describe('Object Lock', () => {
  it('keeps versions and cannot be left', async () => {
    const { client } = await setUp('COMPLIANCE', 10);
    const VersioningConfiguration = { Status: 'Suspended' } as const;

    expect((await client.send(new GetBucketVersioningCommand({ Bucket: 'b' }))).Status).toBe('Enabled');
    await expect(
      client.send(new PutBucketVersioningCommand({ Bucket: 'b', VersioningConfiguration })),
    ).rejects.toMatchObject({ name: 'InvalidBucketState' });
  });

  it('keeps a version for as long as the bucket has it, by the local clock', async () => {
    const { put, remove, client, s3, clock } = await setUp('COMPLIANCE', 10);
    const { VersionId } = await put('b', 'a');

    await expect(remove('a', VersionId)).rejects.toMatchObject(denied);
    await expect(remove('a', VersionId, true)).rejects.toMatchObject(denied);
    const many = await client.send(
      new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: 'a', VersionId }, { Key: 'other' }] } }),
    );
    expect(many.Errors).toMatchObject([{ Key: 'a', VersionId, Code: 'AccessDenied' }]);
    expect(many.Deleted).toHaveLength(1);
    const head = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'a' }));
    expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: expect.any(Date) });

    await clock.advance(10 * DAY + 1000);
    await remove('a', VersionId);
    expect(s3.objects('b').map(({ key }) => key)).toEqual(['other']);
  });

  it('lets a marker lie on top, and newer versions', async () => {
    const { put, remove, read, listed } = await setUp('COMPLIANCE', 10);
    const { VersionId } = await put('b', 'a', 'kept');

    const marker = await remove('a');
    expect(await listed('b')).toEqual(['a', '-a*']);
    await remove('a', marker.VersionId);
    await put('b', 'a', 'newer');

    expect(await read('b', 'a', { VersionId })).toBe('kept');
  });

  it('in compliance is only ever extended', async () => {
    const { put, retain, retention, clock } = await setUp('COMPLIANCE');
    await put('b', 'a', 'x', { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(30) });

    await expect(retain('a', inDays(29), { bypass: true })).rejects.toMatchObject(denied);
    await expect(retain('a', inDays(60), { as: 'GOVERNANCE', bypass: true })).rejects.toMatchObject(denied);
    await retain('a', inDays(40));

    expect(await retention('a')).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: inDays(40) });
    await clock.advance(41 * DAY);
    await retain('a', inDays(50), { as: 'GOVERNANCE' });
  });

  it('in governance gives way to whoever may bypass it', async () => {
    const { put, remove, retain, retention } = await setUp('GOVERNANCE', 30);
    const { VersionId } = await put('b', 'a');

    await expect(remove('a', VersionId)).rejects.toMatchObject(denied);
    await expect(retain('a', inDays(1))).rejects.toMatchObject(denied);
    await retain('a', inDays(40));
    await retain('a', inDays(1), { bypass: true });
    expect(await retention('a')).toEqual({ Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) });

    await remove('a', VersionId, true);
  });

  it('refuses what makes no sense', async () => {
    const { put, retention, retain, s3, wire } = await setUp('COMPLIANCE');
    s3.createBucket('plain');
    const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(30) };

    await expect(put('plain', 'a', 'x', lock)).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(put('b', 'a', 'x', { ...lock, ObjectLockRetainUntilDate: inDays(-1) })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await expect(put('b', 'a', 'x', { ObjectLockMode: 'COMPLIANCE' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await put('b', 'free');
    await expect(retention('free')).rejects.toMatchObject({ name: 'NoSuchObjectLockConfiguration' });
    await expect(retain('free', inDays(-1))).rejects.toMatchObject({ name: 'InvalidArgument' });
    await put('plain', 'a');
    await expect(retention('a', 'plain')).rejects.toMatchObject({ name: 'InvalidRequest' });

    // A client that sends no checksum at all.
    const authorization = 'AWS4-HMAC-SHA256 Credential=me/20270301/eu-west-1/s3/aws4_request, SignedHeaders=host';
    const headers = {
      authorization,
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': inDays(30).toISOString(),
    };
    const unchecked = await fetch(`${wire.url}/b/a`, { method: 'PUT', body: 'x', headers });
    expect([unchecked.status, await unchecked.text()]).toEqual([400, expect.stringContaining('InvalidRequest')]);
  });

  it('is configured with a bucket, or later', async () => {
    const { client, put, retention, clock } = await startS3Locked();
    const configuration = async () =>
      (await client.send(new GetObjectLockConfigurationCommand({ Bucket: 'made' }))).ObjectLockConfiguration;
    expect(await configuration()).toEqual({ ObjectLockEnabled: 'Enabled' });

    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Years: 2 } } as const;
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
    await client.send(new PutObjectLockConfigurationCommand({ Bucket: 'made', ObjectLockConfiguration }));

    expect(await configuration()).toEqual(ObjectLockConfiguration);
    await put('made', 'a');
    const { RetainUntilDate } = (await retention('a', 'made'))!;
    expect(RetainUntilDate!.getUTCFullYear() - new Date(clock.now()).getUTCFullYear()).toBe(2);
    await expect(client.send(new GetObjectLockConfigurationCommand({ Bucket: 'plain' }))).rejects.toMatchObject({
      name: 'ObjectLockConfigurationNotFoundError',
      $metadata: { httpStatusCode: 404 },
    });
  });

  async function startS3Locked() {
    const parts = await setUp('GOVERNANCE');
    parts.s3.createBucket('plain');
    await parts.client.send(new CreateBucketCommand({ Bucket: 'made', ObjectLockEnabledForBucket: true }));
    return parts;
  }
});
