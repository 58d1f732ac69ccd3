import { CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectRetentionCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Vault } from '../../lambdas/adapters/vault.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { bucket, startS3 } from '../local/services/s3-support.ts';

async function started() {
  const sealed = { lock: { default: { mode: 'GOVERNANCE', days: 30 } }, versioning: 'Enabled' } as const;
  const system = await startS3(bucket('vault', sealed));
  const { client, clock, s3, put } = system;
  for (const key of ['r-1/1.zip', 'r-1/1.zip', 'r-1/2.zip', 'r-10/1.zip']) await put('vault', key);
  await client.send(new CreateMultipartUploadCommand({ Bucket: 'vault', Key: 'r-1/3.zip' }));
  const now = () => new Date(clock.now());
  const locks = async () =>
    Promise.all(
      s3.objects('vault').map(async ({ key: Key, versionId: VersionId }) => {
        const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket: 'vault', Key, VersionId }));
        return [Key, Retention?.Mode, Retention?.RetainUntilDate];
      }),
    );
  const keys = () => s3.objects('vault').map(({ key }) => key);
  return { ...system, vault: s3Vault('vault', client), now, locks, keys };
}

describe('a final export in its vault', () => {
  it('is locked until its end, every version of it, and nothing beside it', async () => {
    const { vault, now, locks } = await started();
    const before = new Map((await locks()).map(([key, , until]) => [key, until]));
    const until = plus(now(), 33 * DAY);

    expect(await vault.lockUntil('r-1/', until)).toBe(3);

    expect(await locks()).toEqual([
      ['r-1/1.zip', 'GOVERNANCE', until],
      ['r-1/1.zip', 'GOVERNANCE', until],
      ['r-1/2.zip', 'GOVERNANCE', until],
      ['r-10/1.zip', 'GOVERNANCE', before.get('r-10/1.zip')],
    ]);
  });

  it('is never locked for shorter than it is', async () => {
    const { vault, now, locks } = await started();
    const before = await locks();

    await vault.lockUntil('r-1/', plus(now(), DAY));

    expect(await locks()).toEqual(before);
  });

  it('cannot be destroyed before its end, and is gone after it', async () => {
    const { vault, now, clock, keys, s3 } = await started();
    await vault.lockUntil('r-1/', plus(now(), 33 * DAY));
    await clock.advance(32 * DAY);

    await expect(vault.destroy('r-1/')).rejects.toThrow('AccessDenied');
    expect(keys()).toContain('r-1/1.zip');

    await clock.advance(DAY);
    expect(await vault.destroy('r-1/')).toBe(3);
    expect(keys()).toEqual(['r-10/1.zip']);
    expect(s3.uploads('vault')).toEqual([]);
    expect(await vault.destroy('r-1/')).toBe(0);
  });

  it('is locked in spite of a marker that somebody has put over it, and goes with it', async () => {
    const { vault, now, clock, client, keys } = await started();
    await client.send(new DeleteObjectCommand({ Bucket: 'vault', Key: 'r-1/2.zip' }));

    expect(await vault.lockUntil('r-1/', plus(now(), 33 * DAY))).toBe(3);

    await clock.advance(33 * DAY);
    expect(await vault.destroy('r-1/')).toBe(4);
    expect(keys()).toEqual(['r-10/1.zip']);
  });

  it('is not taken for locked or destroyed when S3 says no', async () => {
    const { vault, now, wire } = await started();
    for (const operation of ['PutObjectRetention', 'DeleteObjects'])
      wire.faults.add({ service: 's3', operation, times: 1, kind: 'error' });

    await expect(vault.lockUntil('r-1/', plus(now(), 33 * DAY))).rejects.toThrow();
    await expect(vault.destroy('r-1/')).rejects.toThrow();
  });
});
