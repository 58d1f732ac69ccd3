import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cursor } from '../../lambdas/app/holding.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import { objects } from '../../lambdas/holdings/objects.ts';
import type { ObjectsSpec } from '../../lambdas/holdings/spec.ts';
import { objects as lookAtObjects } from '../../lambdas/verification/objects.ts';
import { createClock, type LocalClock } from '../../local/clock.ts';
import { createS3, type S3 } from '../../local/services/s3.ts';
import { AwsError, createWire, type Wire } from '../../local/wire.ts';
import { holdingContract } from '../contracts/holdings.ts';
import { NOON } from '../support/accounts.ts';

const spec = (bucket: string): ObjectsSpec => ({
  kind: 'objects',
  name: 'recordings',
  outcome: 'erase',
  bucket,
  prefix: 'recordings/{accountId}/',
});

let clock: LocalClock;
let s3: S3;
let wire: Wire;
let client: S3Client;

beforeAll(async () => {
  clock = createClock({ start: NOON.getTime() });
  s3 = createS3({ clock });
  wire = await createWire({ clock, services: [s3.service] });
  client = clientOf(wire);
  s3.createBucket('versioned', { versioned: true });
  s3.createBucket('plain');
  s3.createBucket('locked', { lock: {} });
});
afterAll(async () => {
  clock.stop();
  client.destroy();
  await wire.stop();
  s3.stop();
});

const clientOf = ({ url: endpoint }: Wire) => {
  const credentials = { accessKeyId: 'PurgeAccount', secretAccessKey: 'local' };
  return new S3Client({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 2 });
};
const inTime = { deletionId: 'd-1', startedAt: NOON, timeLeft: () => 15 * MINUTE };
const keyOf = (accountId: string, name: string) => `recordings/${accountId}/${name}`;
const below = (bucket: string, accountId: string) =>
  s3.objects(bucket).filter(({ key }) => key.startsWith(keyOf(accountId, '')));
const erase = (bucket: string, accountId: string, slice = {}) =>
  objects(client, spec(bucket)).erase(accountId, { ...inTime, ...slice });
const left = async (bucket: string, accountId: string) =>
  (await lookAtObjects(client, spec(bucket))(accountId, inTime)).left;
const remove = (Bucket: string, Key: string) => client.send(new DeleteObjectCommand({ Bucket, Key }));
const begin = async (Bucket: string, Key: string) => {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'half a file' };
  await client.send(new UploadPartCommand(part));
  return part;
};

for (const bucket of ['versioned', 'plain']) {
  holdingContract(`objects of a ${bucket} bucket`, () => ({
    holding: objects(client, spec(bucket)),
    look: lookAtObjects(client, spec(bucket)),
    async fill(accountId, records) {
      for (let n = 0; n < records; n++) await s3.put(bucket, keyOf(accountId, `${n}.mp3`), 'ring');
    },
    stored: async (accountId) => below(bucket, accountId).map((version) => ({ ...version })),
    exported: async (accountId) =>
      below(bucket, accountId).map(({ key, size: bytes, lastModified }) => ({ key, bytes, lastModified })),
  }));
}

describe('objects', () => {
  it('are counted and exported as they are now', async () => {
    const id = 'current';
    await s3.put('versioned', keyOf(id, 'kept'), 'before');
    await s3.put('versioned', keyOf(id, 'kept'), 'and after');
    await s3.put('versioned', keyOf(id, 'gone'), 'x');
    await remove('versioned', keyOf(id, 'gone'));
    await begin('versioned', keyOf(id, 'half'));
    const holding = objects(client, spec('versioned'));

    expect(await holding.count(id, 10)).toEqual({ count: 1 });
    const { key, size: bytes, lastModified } = below('versioned', id).find(({ size }) => size === 'and after'.length)!;
    const record = { key, bytes, lastModified };
    expect(lastModified).toMatch(/^2026-03-01T12:\d\d:\d\d\.000Z$/);
    expect(await Array.fromAsync(holding.export(id))).toEqual([{ records: [record], cursor: undefined }]);
  });

  it('are found with all that is kept of them: versions, markers and unfinished uploads', async () => {
    const id = 'everything';
    for (const body of ['one', 'two', 'three']) await s3.put('versioned', keyOf(id, 'a'), body);
    await remove('versioned', keyOf(id, 'a'));
    await remove('versioned', keyOf(id, 'a'));
    await remove('versioned', keyOf(id, 'never there'));
    for (const name of ['half', 'half', 'another half']) await begin('versioned', keyOf(id, name));
    await begin('versioned', keyOf(`${id}-2`, 'half'));
    expect(await left('versioned', id)).toBe(9);

    expect(await erase('versioned', id)).toEqual({ erased: 9 });

    expect(await left('versioned', id)).toBe(0);
    expect(below('versioned', id)).toEqual([]);
    expect(s3.uploads('versioned').map(({ key }) => key)).toContain(keyOf(`${id}-2`, 'half'));
    expect(s3.uploads('versioned').filter(({ key }) => key.startsWith(keyOf(id, '')))).toEqual([]);
  });

  it('go whatever their keys are', async () => {
    const id = 'A.b_c:d|e-1';
    const names = [
      'a b',
      'a+b',
      '100%',
      'ü/日本/😀',
      '<&>"\'',
      '../other',
      'line\nbreak\r',
      '\u0001\u001f',
      '\ufffe',
      '//',
      '',
    ];
    for (const name of names) {
      await s3.put('versioned', keyOf(id, name), 'x');
      await remove('versioned', keyOf(id, name));
    }
    await begin('versioned', keyOf(id, 'half a+b\u0001ü'));
    const exported = objects(client, spec('versioned')).export(id);
    expect(await Array.fromAsync(exported)).toEqual([{ records: [], cursor: undefined }]);
    expect(await left('versioned', id)).toBe(2 * names.length + 1);

    await erase('versioned', id);

    expect(below('versioned', id)).toEqual([]);
    expect(await left('versioned', id)).toBe(0);
  });

  it('go where versions were kept once, and no more', async () => {
    s3.createBucket('suspended');
    const versions = createVersioning('suspended');
    for (let n = 0; n < 3; n++) await s3.put('suspended', keyOf('acme', 'a'), 'from before');
    await versions('Enabled');
    for (let n = 0; n < 1_500; n++) await s3.put('suspended', keyOf('acme', 'a'), 'one of many versions');
    await versions('Suspended');
    await s3.put('suspended', keyOf('acme', 'a'), 'without a version');
    await remove('suspended', keyOf('acme', 'b'));

    expect(await left('suspended', 'acme')).toBe(1_502);
    await erase('suspended', 'acme');

    expect(s3.objects('suspended')).toEqual([]);
  });

  it('are erased and looked at from where the last slice stopped, however many there are of one key', async () => {
    for (let n = 0; n < 5_100; n++) await s3.put('versioned', keyOf('many', n < 2_500 ? 'a+b' : `c ${n}`), 'x');
    const seen: number[] = [];
    const erased: number[] = [];

    for (let cursor: Cursor | undefined, more = true; more; more = cursor !== undefined) {
      const look = await lookAtObjects(client, spec('versioned'))('many', { ...inTime, cursor, timeLeft: () => 0 });
      seen.push(look.left);
      cursor = look.cursor && JSON.parse(JSON.stringify(look.cursor));
    }
    for (let cursor: Cursor | undefined, more = true; more; more = cursor !== undefined) {
      const slice = await erase('versioned', 'many', { cursor, timeLeft: () => 0 });
      erased.push(slice.erased);
      cursor = slice.cursor && JSON.parse(JSON.stringify(slice.cursor));
    }

    expect(seen).toEqual([1000, 1000, 1000, 1000, 1000, 100, 0]);
    expect(erased).toEqual([0, 4000, 1100]);
    expect(below('versioned', 'many')).toEqual([]);
  });

  it('are not erased as long as one of them is locked, and the others are gone', async () => {
    const lock = { mode: 'GOVERNANCE', days: 30 } as const;
    s3.createBucket('kept', { lock: { default: lock } });
    await s3.put('kept', keyOf('acme', 'a'), 'x');
    await remove('kept', keyOf('acme', 'a'));

    await expect(erase('kept', 'acme')).rejects.toThrow('S3 did not delete 1 of 2 versions: AccessDenied');

    expect(s3.objects('kept').map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([false]);
    expect(await left('kept', 'acme')).toBe(1);
    await clock.advance(31 * 24 * 60 * MINUTE);
    await erase('kept', 'acme');
    expect(await left('kept', 'acme')).toBe(0);
  });

  it('are erased in spite of an upload that somebody else has aborted meanwhile', async () => {
    const { PartNumber, Body, ...upload } = await begin('versioned', keyOf('race', 'half'));
    let aborted = false;
    const racing = clientOf(wire);
    racing.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'AbortMultipartUploadCommand' && !aborted) {
            aborted = true;
            await client.send(new AbortMultipartUploadCommand(upload));
          }
          return next(args);
        },
      { step: 'initialize' },
    );

    await objects(racing, spec('versioned')).erase('race', inTime);

    expect(aborted).toBe(true);
    expect(await left('versioned', 'race')).toBe(0);
  });

  it('are no more than S3 says: a bucket that is not there is no empty one', async () => {
    const missing = objects(client, spec('missing'));

    await expect(missing.count('acme', 10)).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(missing.erase('acme', inTime)).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(left('missing', 'acme')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it.each(['ListObjectVersions', 'DeleteObjects', 'ListMultipartUploads', 'AbortMultipartUpload'])(
    'are erased in spite of a throttled %s, and not taken for erased when it stays so',
    async (operation) => {
      const id = `throttled-${operation}`;
      await s3.put('versioned', keyOf(id, 'a'), 'x');
      await begin('versioned', keyOf(id, 'half'));
      wire.faults.add({ service: 's3', operation, times: 2, kind: 'throttle' });

      await expect(erase('versioned', id)).rejects.toMatchObject({ name: 'SlowDown' });
      expect(await left('versioned', id)).toBeGreaterThan(0);
      wire.faults.add({ service: 's3', operation, times: 1, kind: 'throttle' });
      await erase('versioned', id);

      expect(await left('versioned', id)).toBe(0);
    },
  );

  it('are not taken for erased when S3 says otherwise inside of a 200', async () => {
    const answers: Record<string, string> = {
      ListMultipartUploads: '<ListMultipartUploadsResult/>',
      ListObjectVersions:
        '<ListVersionsResult><Version><Key>recordings/acme/a</Key><VersionId>v-1</VersionId></Version></ListVersionsResult>',
      DeleteObjects:
        '<DeleteResult><Error><Key>recordings/acme/a</Key><VersionId>v-1</VersionId><Code>InternalError</Code></Error></DeleteResult>',
    };
    const stubborn = await createWire({
      clock,
      services: [
        {
          ...s3.service,
          async handle(operation: string) {
            const body = answers[operation];
            if (!body) throw new AwsError('NotImplemented', 501, operation);
            return { headers: { 'content-type': 'application/xml' }, body };
          },
        },
      ],
    });
    const asked = clientOf(stubborn);

    const erasing = objects(asked, spec('versioned')).erase('acme', inTime);

    await expect(erasing).rejects.toThrow('S3 did not delete 1 of 1 versions: InternalError');
    await stubborn.stop();
  });
});

/** Switches the versions of a bucket on and off. */
const createVersioning = (Bucket: string) => (Status: 'Enabled' | 'Suspended') =>
  client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
