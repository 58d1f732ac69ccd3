import {
  DeleteObjectCommand,
  type DeleteObjectCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucket, startS3 } from './s3-support.ts';

const keysOf = (entries: readonly { Key?: string }[] = []) => entries.map(({ Key }) => Key);

describe('a listing of objects', () => {
  const list = (client: S3Client, input: Partial<ListObjectsV2CommandInput>) =>
    client.send(new ListObjectsV2Command({ Bucket: 'b', ...input }));

  it('is in the order of UTF-8, below a prefix, after a key', async () => {
    const { client, s3 } = await startS3(bucket('b'));
    const keys = ['a', 'a/1', 'a/10', 'a/2', 'a|b/1', 'b', 'u\uffff', 'u\u{10000}'];
    for (const key of keys.toReversed()) await s3.put('b', key, key);

    const { Contents, KeyCount, IsTruncated } = await list(client, {});

    expect(keysOf(Contents)).toEqual(keys);
    expect([KeyCount, IsTruncated]).toEqual([8, false]);
    expect(Contents?.[1]).toMatchObject({ Size: 3, StorageClass: 'STANDARD', LastModified: expect.any(Date) });
    expect(keysOf((await list(client, { Prefix: 'a/' })).Contents)).toEqual(['a/1', 'a/10', 'a/2']);
    expect(keysOf((await list(client, { Prefix: 'a', StartAfter: 'a/10' })).Contents)).toEqual(['a/2', 'a|b/1']);
    expect(keysOf((await list(client, { Prefix: 'none' })).Contents)).toEqual([]);
  });

  it('comes in pages of at most a thousand', async () => {
    const { client, s3 } = await startS3(bucket('b'));
    for (let n = 0; n < 1005; n++) await s3.put('b', `k-${String(n).padStart(4, '0')}`, 'x');

    const first = await list(client, { MaxKeys: 5000 });
    const second = await list(client, { ContinuationToken: first.NextContinuationToken });

    expect([first.Contents?.length, first.IsTruncated, second.IsTruncated]).toEqual([1000, true, false]);
    expect(keysOf(second.Contents)).toEqual(['k-1000', 'k-1001', 'k-1002', 'k-1003', 'k-1004']);
    expect(await list(client, { MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
    await expect(list(client, { ContinuationToken: 'other' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('counts what lies below a delimiter once, also from page to page', async () => {
    const { client, s3 } = await startS3(bucket('b'));
    for (const key of ['a', 'b/1', 'b/2', 'b/c/1', 'c', 'd/1', 'd/2']) await s3.put('b', key, 'x');

    const pages: unknown[] = [];
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const page = await list(client, { Delimiter: '/', MaxKeys: 2, ContinuationToken: token });
      pages.push([...keysOf(page.Contents), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => `${Prefix}…`)]);
      token = page.NextContinuationToken;
    }

    expect(pages).toEqual([
      ['a', 'b/…'],
      ['c', 'd/…'],
    ]);
    const below = await list(client, { Delimiter: '/', Prefix: 'b/' });
    expect([keysOf(below.Contents), below.CommonPrefixes]).toEqual([['b/1', 'b/2'], [{ Prefix: 'b/c/' }]]);
  });

  it('encodes keys when it is asked to, as S3 does', async () => {
    const { client, s3 } = await startS3(bucket('b'));
    await s3.put('b', 'a b/(ü)+*~\u0001=x', 'x');

    const page = await list(client, { EncodingType: 'url', Prefix: 'a b/' });

    expect(page).toMatchObject({ Prefix: 'a+b/', EncodingType: 'url' });
    expect(keysOf(page.Contents)).toEqual(['a+b/%28%C3%BC%29%2B*%7E%01%3Dx']);
  });

  it('has nothing of what a marker says is gone', async () => {
    const { client, s3 } = await startS3(bucket('b', { versioning: 'Enabled' }));
    await s3.put('b', 'a', 'x');
    await s3.put('b', 'c', 'x');
    await client.send(new DeleteObjectCommand({ Bucket: 'b', Key: 'a' }));

    expect(keysOf((await list(client, {})).Contents)).toEqual(['c']);
  });
});

describe('a listing of versions', () => {
  const list = (client: S3Client, input: Partial<ListObjectVersionsCommandInput>) =>
    client.send(new ListObjectVersionsCommand({ Bucket: 'b', ...input }));
  const remove = (client: S3Client, input: Omit<DeleteObjectCommandInput, 'Bucket'>) =>
    client.send(new DeleteObjectCommand({ Bucket: 'b', ...input }));

  /** Lists all, page by page, and does something after each page. */
  async function walk(
    client: S3Client,
    MaxKeys: number,
    after: (page: { Key: string; VersionId: string }[]) => unknown,
  ) {
    const found: string[] = [];
    let from: Partial<ListObjectVersionsCommandInput> = {};
    for (let more = true; more; ) {
      const page = await list(client, { MaxKeys, ...from });
      const entries = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      found.push(...keysOf(entries).map(String));
      expect(entries.length).toBeLessThanOrEqual(MaxKeys);
      await after(entries as { Key: string; VersionId: string }[]);
      from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      more = page.IsTruncated ?? false;
    }
    return found.sort();
  }

  async function setUp() {
    const parts = await startS3(bucket('b'));
    await parts.s3.put('b', 'a', 'without a version');
    parts.s3.createBucket('v', { versioned: true });
    return parts;
  }

  it('has every version and marker of a key, page by page', async () => {
    const { client, s3 } = await startS3(bucket('b', { versioning: 'Enabled' }));
    for (const key of ['a', 'a', 'a', 'c']) await s3.put('b', key, 'x');
    await remove(client, { Key: 'a' });
    await remove(client, { Key: 'b' });

    for (const size of [1, 2, 3, 100]) {
      expect(await walk(client, size, () => {})).toEqual(['a', 'a', 'a', 'a', 'b', 'c']);
    }
    expect(s3.objects('b').map(({ key, isDeleteMarker }) => `${isDeleteMarker ? '-' : ''}${key}`)).toEqual([
      ...['-a', 'a', 'a', 'a', '-b', 'c'],
    ]);
  });

  it('goes on after a version that has been removed meanwhile', async () => {
    const { client, s3 } = await startS3(bucket('b', { versioning: 'Enabled' }));
    for (let n = 0; n < 9; n++) await s3.put('b', n < 7 ? 'many' : 'other', `${n}`);

    const seen = await walk(client, 2, async (page) => {
      for (const { Key, VersionId } of page) await remove(client, { Key, VersionId });
    });

    expect(seen).toHaveLength(9);
    expect(s3.objects('b')).toEqual([]);
  });

  it('names objects without a version "null"', async () => {
    const { client } = await setUp();

    expect((await list(client, {})).Versions).toMatchObject([{ Key: 'a', VersionId: 'null', IsLatest: true }]);
  });

  it('encodes its markers too, and refuses one that cannot be', async () => {
    const { client, s3 } = await setUp();
    await s3.put('b', 'é=1', 'x');
    await s3.put('b', 'é=2', 'x');

    const page = await list(client, { EncodingType: 'url', MaxKeys: 2 });

    expect(page.NextKeyMarker).toBe('%C3%A9%3D1');
    expect(page.NextVersionIdMarker).toBe('null');
    await expect(list(client, { VersionIdMarker: 'null' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list(client, { KeyMarker: 'a', VersionIdMarker: '?' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });

  it('counts what lies below a delimiter once', async () => {
    const { client, s3 } = await setUp();
    for (const key of ['d/1', 'd/2', 'e']) await s3.put('b', key, 'x');

    const first = await list(client, { Delimiter: '/', MaxKeys: 2 });
    const second = await list(client, { Delimiter: '/', KeyMarker: first.NextKeyMarker });

    expect([keysOf(first.Versions), first.CommonPrefixes, first.NextKeyMarker]).toEqual([
      ['a'],
      [{ Prefix: 'd/' }],
      'd/',
    ]);
    expect([keysOf(second.Versions), second.CommonPrefixes]).toEqual([['e'], undefined]);
  });
});
