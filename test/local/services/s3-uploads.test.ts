import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucket, MB, startS3 } from './s3-support.ts';

async function setUp(versioning?: 'Enabled') {
  const parts = await startS3(bucket('b', versioning && { versioning }));
  const { client } = parts;
  const begin = async (Key: string, more = {}) =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key, ...more }))).UploadId!;
  const part = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer | string) => {
    const { ETag } = await client.send(new UploadPartCommand({ Bucket: 'b', Key, UploadId, PartNumber, Body }));
    return { PartNumber, ETag };
  };
  const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more = {}) =>
    client.send(
      new CompleteMultipartUploadCommand({ Bucket: 'b', Key, UploadId, MultipartUpload: { Parts }, ...more }),
    );
  return { ...parts, begin, part, complete };
}

describe('an upload in parts', () => {
  it('becomes one object, read across its parts', async () => {
    const { begin, part, complete, read, client, s3 } = await setUp('Enabled');
    const id = await begin('big', { ContentType: 'application/zip', Metadata: { a: 'b' } });
    const last = await part('big', id, 7, 'the end');
    await part('big', id, 2, Buffer.alloc(5 * MB, 'old'));
    const second = await part('big', id, 2, Buffer.alloc(5 * MB, 'x'));
    await part('big', id, 9, 'never used');
    expect(s3.objects('b')).toEqual([]);

    const done = await complete('big', id, [second, last]);

    expect(done).toMatchObject({ Bucket: 'b', Key: 'big', ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) });
    const head = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'big' }));
    expect(head).toMatchObject({
      ...{ ContentLength: 5 * MB + 7, ContentType: 'application/zip', Metadata: { a: 'b' } },
      ...{ ETag: done.ETag, VersionId: done.VersionId },
    });
    expect(await read('b', 'big', { Range: `bytes=${5 * MB - 2}-${5 * MB + 3}` })).toBe('xxthe ');
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'big' }));
    expect((await Body!.transformToByteArray()).length).toBe(5 * MB + 7);
    expect(s3.uploads('b')).toEqual([]);
  });

  it('is refused whole when a part is too small, unknown, changed or out of order', async () => {
    const { begin, part, complete, s3 } = await setUp();
    const id = await begin('a');
    const parts = [await part('a', id, 1, 'small'), await part('a', id, 2, 'last')];
    const [one, two] = parts as [CompletedPart, CompletedPart];

    for (const [given, name] of [
      [parts, 'EntityTooSmall'],
      [[two, one], 'InvalidPartOrder'],
      [[one, one], 'InvalidPartOrder'],
      [[{ ...one, ETag: '"0"' }], 'InvalidPart'],
      [[one, { ...two, PartNumber: 3 }], 'InvalidPart'],
      [[], 'MalformedXML'],
    ] as const) {
      await expect(complete('a', id, [...given])).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    }

    expect([s3.objects('b').length, s3.uploads('b').length]).toEqual([0, 1]);
    await complete('a', id, [one]);
  });

  it('is over once it is completed or aborted', async () => {
    const { begin, part, complete, client, s3 } = await setUp();
    const abort = (UploadId: string) =>
      client.send(new AbortMultipartUploadCommand({ Bucket: 'b', Key: 'a', UploadId }));
    const [first, second] = [await begin('a'), await begin('a')];
    const one = await part('a', first, 1, 'x');
    await complete('a', first, [one]);
    await abort(second);

    const gone = { name: 'NoSuchUpload', $metadata: { httpStatusCode: 404 } };
    await expect(complete('a', first, [one])).rejects.toMatchObject(gone);
    await expect(abort(second)).rejects.toMatchObject(gone);
    await expect(part('a', second, 1, 'late')).rejects.toMatchObject(gone);
    expect(s3.uploads('b')).toEqual([]);
  });

  it('keeps to the condition that there is no such object', async () => {
    const { begin, part, complete, put } = await setUp();
    const id = await begin('a');
    const one = await part('a', id, 1, 'x');
    await put('b', 'a');

    await expect(complete('a', id, [one], { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('makes an object that is as old as itself', async () => {
    const { begin, part, complete, s3, clock } = await setUp();
    const id = await begin('a');
    const begun = clock.now();
    await clock.advance(3_600_000);

    await complete('a', id, [await part('a', id, 1, 'x')]);

    expect(Date.parse(s3.objects('b')[0]!.lastModified)).toBeLessThanOrEqual(begun);
  });

  it('is listed until then, page by page, with its parts', async () => {
    const { begin, part, client } = await setUp();
    for (const key of ['p/1', 'p/1', 'p/2', 'q']) await begin(key);
    const list = (more = {}) => client.send(new ListMultipartUploadsCommand({ Bucket: 'b', Prefix: 'p/', ...more }));

    const first = await list({ MaxUploads: 1 });
    const rest = await list({ KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker });

    expect(first.IsTruncated).toBe(true);
    expect([...first.Uploads!, ...rest.Uploads!].map(({ Key }) => Key)).toEqual(['p/1', 'p/1', 'p/2']);
    expect(new Set([...first.Uploads!, ...rest.Uploads!].map(({ UploadId }) => UploadId)).size).toBe(3);

    const id = await begin('parts');
    for (const number of [3, 1, 2]) await part('parts', id, number, 'x'.repeat(number));
    const parts = (more = {}) =>
      client.send(new ListPartsCommand({ Bucket: 'b', Key: 'parts', UploadId: id, ...more }));
    const page = await parts({ MaxParts: 2 });
    expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const next = await parts({ PartNumberMarker: page.NextPartNumberMarker });
    expect([page.IsTruncated, next.IsTruncated, next.Parts?.length]).toEqual([true, false, 1]);
  });
});
