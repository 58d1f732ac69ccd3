import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucket, MB, startS3 } from './s3-support.ts';

const failed = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });

describe('buckets', () => {
  it('are those of the template, of other stacks and of whoever makes one', async () => {
    const { s3, client } = await startS3(bucket('declared'));
    s3.createBucket('another-stacks');
    await client.send(new CreateBucketCommand({ Bucket: 'made' }));

    const { Buckets } = await client.send(new ListBucketsCommand());

    expect(Buckets?.map(({ Name }) => Name)).toEqual(['another-stacks', 'declared', 'made']);
    await expect(client.send(new CreateBucketCommand({ Bucket: 'made' }))).rejects.toMatchObject(
      failed('BucketAlreadyOwnedByYou', 409),
    );
    await expect(client.send(new CreateBucketCommand({ Bucket: 'Bad_Name' }))).rejects.toMatchObject(
      failed('InvalidBucketName', 400),
    );
  });

  it('are known by their path, as a client with the endpoint of the local run names them', async () => {
    const { wire, put } = await startS3(bucket('declared'));
    await put('declared', 'a', 'here');
    process.env.AWS_ENDPOINT_URL = wire.url;
    try {
      const credentials = { accessKeyId: 'Function', secretAccessKey: 'local' };
      const client = new S3Client({ region: 'eu-west-1', credentials });

      expect((await client.send(new HeadBucketCommand({ Bucket: 'declared' }))).BucketRegion).toBe('eu-west-1');
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'declared', Key: 'a' }));
      expect(await Body!.transformToString()).toBe('here');
      expect(wire.calls.all().at(-1)).toMatchObject({ caller: 'Function', service: 's3', operation: 'GetObject' });
    } finally {
      delete process.env.AWS_ENDPOINT_URL;
    }
  });

  it('go only when they are empty, and are missed by every call', async () => {
    const { client, put } = await startS3(bucket('b'));
    await put('b', 'a');

    await expect(client.send(new DeleteBucketCommand({ Bucket: 'b' }))).rejects.toMatchObject(
      failed('BucketNotEmpty', 409),
    );
    await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a' }));
    await client.send(new DeleteBucketCommand({ Bucket: 'b' }));

    await expect(put('b', 'a')).rejects.toMatchObject(failed('NoSuchBucket', 404));
    await expect(client.send(new HeadBucketCommand({ Bucket: 'b' }))).rejects.toMatchObject(failed('NotFound', 404));
  });

  it('say whether they keep versions, and "never" is not "suspended"', async () => {
    const { client } = await startS3(bucket('b'));
    const status = async () => (await client.send(new GetBucketVersioningCommand({ Bucket: 'b' }))).Status;
    const set = (Status: 'Enabled' | 'Suspended') =>
      client.send(new PutBucketVersioningCommand({ Bucket: 'b', VersioningConfiguration: { Status } }));

    expect(await status()).toBeUndefined();
    await set('Enabled');
    expect(await status()).toBe('Enabled');
    await set('Suspended');
    expect(await status()).toBe('Suspended');
  });
});

describe('objects', () => {
  it('come back as they were put, with what was said of them', async () => {
    const { client, put } = await startS3(bucket('b'));
    const said = { ContentType: 'audio/mpeg', Metadata: { call: 'c-1' }, CacheControl: 'no-store' };

    const { ETag } = await put('b', 'a', 'hello', said);

    const found = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'a' }));
    expect(found).toMatchObject({ ...said, ETag, ContentLength: 5, ServerSideEncryption: 'AES256' });
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(found.VersionId).toBeUndefined();
    expect(await found.Body!.transformToString()).toBe('hello');
    const head = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'a' }));
    expect(head).toMatchObject({ ...said, ETag, ContentLength: 5 });
    expect(head.LastModified).toEqual(found.LastModified);
  });

  it.each([
    'a b+c',
    'ü/日本/😀',
    'a|b',
    'a//b/../c/./',
    '.',
    '%2F%',
    'it\'s <&> "q"',
    'line\nbreak\ttab',
    '\u0001\u001f',
  ])('may have any key: %j', async (key) => {
    const { s3, put, read, listed } = await startS3(bucket('b'));

    await put('b', key, 'odd');

    expect(await read('b', key)).toBe('odd');
    expect(s3.objects('b').map((object) => object.key)).toEqual([key]);
    expect(await listed('b')).toEqual([`${key}*`]);
  });

  it('are streamed, whatever their size and encoding, and read in parts', async () => {
    const { put, client, read } = await startS3(bucket('b'));
    const chunk = Buffer.alloc(MB, 'abcdefgh');
    const chunks = Array.from({ length: 20 }, () => chunk);

    // The client sends a stream in the encoding aws-chunked, with its checksum behind it.
    await put('b', 'big', Readable.from(chunks), { ContentLength: 20 * MB, ContentEncoding: 'gzip' });

    const { ContentLength, ContentEncoding } = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'big' }));
    expect([ContentLength, ContentEncoding]).toEqual([20 * MB, 'gzip']);
    expect(await read('b', 'big', { Range: `bytes=${5 * MB + 1}-${5 * MB + 4}` })).toBe('bcde');
    expect(await read('b', 'big', { Range: 'bytes=-3' })).toBe('fgh');
    const { Body, ContentRange, $metadata } = await client.send(
      new GetObjectCommand({ Bucket: 'b', Key: 'big', Range: `bytes=${20 * MB - 8}-` }),
    );
    expect([await Body!.transformToString(), $metadata.httpStatusCode]).toEqual(['abcdefgh', 206]);
    expect(ContentRange).toBe(`bytes ${20 * MB - 8}-${20 * MB - 1}/${20 * MB}`);
    await expect(read('b', 'big', { Range: `bytes=${20 * MB}-` })).rejects.toMatchObject(failed('InvalidRange', 416));
  });

  it('are refused when their bytes are not what the checksum says', async () => {
    const { put, s3 } = await startS3(bucket('b'));

    await expect(put('b', 'a', 'x', { ChecksumSHA256: Buffer.alloc(32).toString('base64') })).rejects.toMatchObject(
      failed('BadDigest', 400),
    );
    await expect(put('b', 'a', 'x', { ContentMD5: Buffer.alloc(16).toString('base64') })).rejects.toMatchObject(
      failed('BadDigest', 400),
    );

    expect(s3.objects('b')).toEqual([]);
  });

  it('are written only once on the condition that there is none', async () => {
    const { client, put, read } = await startS3(bucket('b', { versioning: 'Enabled' }));

    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put('b', 'entry', `${n}`, { IfNoneMatch: '*' })),
    );

    const refused = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason.name as string] : []));
    expect(refused).toHaveLength(19);
    expect(refused.filter((name) => !/^(PreconditionFailed|ConditionalRequestConflict)$/.test(name))).toEqual([]);
    const kept = await read('b', 'entry');
    await expect(put('b', 'entry', 'later', { IfNoneMatch: '*' })).rejects.toMatchObject(
      failed('PreconditionFailed', 412),
    );
    expect(await read('b', 'entry')).toBe(kept);
    await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'entry' }));
    await put('b', 'entry', 'under a marker there is none', { IfNoneMatch: '*' });
  });

  it('are written over on the condition that they are as they were read', async () => {
    const { put, client } = await startS3(bucket('b'));
    const { ETag } = await put('b', 'a', 'one');
    await put('b', 'a', 'two', { IfMatch: ETag });

    await expect(put('b', 'a', 'three', { IfMatch: ETag })).rejects.toMatchObject(failed('PreconditionFailed', 412));
    await expect(put('b', 'other', 'x', { IfMatch: ETag })).rejects.toMatchObject(failed('NoSuchKey', 404));
    const again = new GetObjectCommand({ Bucket: 'b', Key: 'a', IfMatch: ETag });
    await expect(client.send(again)).rejects.toMatchObject(failed('PreconditionFailed', 412));
  });

  it('are missed by their key, by their version, and by a version that cannot be', async () => {
    const { client, put } = await startS3(bucket('b', { versioning: 'Enabled' }));
    const { VersionId } = await put('b', 'a');
    const get = (Key: string, VersionId?: string) => client.send(new GetObjectCommand({ Bucket: 'b', Key, VersionId }));

    await expect(get('none')).rejects.toMatchObject(failed('NoSuchKey', 404));
    await expect(get('none', VersionId)).rejects.toMatchObject(failed('NoSuchVersion', 404));
    await expect(get('a', 'latest')).rejects.toMatchObject(failed('InvalidArgument', 400));
    await expect(put('b', 'x'.repeat(1025))).rejects.toMatchObject(failed('KeyTooLongError', 400));
  });
});

describe('deleting', () => {
  it('removes an object for good where no versions are kept', async () => {
    const { client, put, listed } = await startS3(bucket('b'));
    await put('b', 'a', 'one');
    await put('b', 'a', 'two');

    const answer = await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a' }));

    expect(answer.DeleteMarker).toBeUndefined();
    expect(await listed('b')).toEqual([]);
  });

  it('leaves versions under a marker where they are kept, also for a key that never was', async () => {
    const { client, put, read, listed } = await startS3(bucket('b', { versioning: 'Enabled' }));
    const remove = (Key: string, VersionId?: string) =>
      client.send(new DeleteObjectCommand({ Bucket: 'b', Key, VersionId }));
    const first = await put('b', 'a', 'one');
    await put('b', 'a', 'two');

    const marker = await remove('a');
    await remove('never');

    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    expect(await listed('b')).toEqual(['a', 'a', '-a*', '-never*']);
    await expect(read('b', 'a')).rejects.toMatchObject(failed('NoSuchKey', 404));
    await expect(read('b', 'a', { VersionId: marker.VersionId })).rejects.toMatchObject(
      failed('MethodNotAllowed', 405),
    );
    expect(await read('b', 'a', { VersionId: first.VersionId })).toBe('one');
    expect(await remove('a', marker.VersionId)).toMatchObject({ DeleteMarker: true });
    expect(await read('b', 'a')).toBe('two');
    await remove('a', first.VersionId);
    await remove('a', first.VersionId);
    expect(await listed('b')).toEqual(['a*', '-never*']);
  });

  it('writes over and removes only the version "null" while versions are suspended', async () => {
    const { client, put, s3 } = await startS3(bucket('b'));
    const set = (Status: 'Enabled' | 'Suspended') =>
      client.send(new PutBucketVersioningCommand({ Bucket: 'b', VersioningConfiguration: { Status } }));
    await put('b', 'a', 'before');
    await set('Enabled');
    await put('b', 'a', 'kept');
    await set('Suspended');

    const { VersionId } = await put('b', 'a', 'over the one from before');
    await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a' }));

    expect(VersionId).toBe('null');
    expect(
      s3.objects('b').map(({ versionId, isDeleteMarker, isLatest }) => [versionId, isDeleteMarker, isLatest]),
    ).toEqual([
      ['null', true, true],
      [expect.stringMatching(/^.{32}$/), false, false],
    ]);
  });

  it('takes a thousand at once, tells of each, and fails by key', async () => {
    const { client, put, s3 } = await startS3(bucket('b', { versioning: 'Enabled' }));
    const remove = (Objects: { Key: string; VersionId?: string }[], Quiet = false) =>
      client.send(new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects, Quiet } }));
    const { VersionId } = await put('b', 'a <&> b');
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ Key: `k-${n}` }));

    const told = await remove([
      { Key: 'a <&> b', VersionId: VersionId! },
      { Key: 'a <&> b' },
      { Key: 'c', VersionId: '?' },
    ]);
    expect(told.Deleted).toEqual([
      { Key: 'a <&> b', VersionId },
      { Key: 'a <&> b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
    expect(told.Errors).toMatchObject([{ Key: 'c', VersionId: '?', Code: 'InvalidArgument' }]);

    expect((await remove(many(1000), true)).Deleted).toBeUndefined();
    expect(s3.objects('b')).toHaveLength(1001);
    await expect(remove(many(1001))).rejects.toMatchObject(failed('MalformedXML', 400));
    // XML cannot carry such a key: it has to be removed by a call of its own.
    await expect(remove([{ Key: 'a\u0001' }])).rejects.toMatchObject(failed('MalformedXML', 400));
  });
});
