import { globSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CopyObjectCommand, GetObjectTaggingCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucket, MB, startS3 } from './s3-support.ts';

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=me/20270301/eu-west-1/s3/aws4_request, SignedHeaders=host';

describe('faults of S3', () => {
  const fault = (kind: string, times = 1) => ({ service: 's3', operation: 'PutObject', times, kind });

  it.each([
    ['error', 'InternalError', 500],
    ['throttle', 'SlowDown', 503],
  ])('%s is told in its own words, also to who is still sending', async (kind, name, status) => {
    const { wire, put, s3 } = await startS3(bucket('b'));
    wire.faults.add(fault(kind, 2));

    await expect(put('b', 'a')).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    const body = Readable.from(Array.from({ length: 8 }, () => Buffer.alloc(MB)));
    await expect(put('b', 'a', body, { ContentLength: 8 * MB })).rejects.toMatchObject({ name });

    expect(s3.objects('b')).toEqual([]);
    await put('b', 'a');
  });

  it('are got past by the retries of the client', async () => {
    const { wire, s3 } = await startS3(bucket('b'));
    const credentials = { accessKeyId: 'known', secretAccessKey: 'secret' };
    const client = new S3Client({ endpoint: wire.url, region: 'eu-west-1', credentials });
    await s3.put('b', 'a', 'x');
    wire.faults.add({ service: 's3', operation: 'HeadObject', times: 1, kind: 'throttle' });

    const head = await client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'a' }));

    expect(head.$metadata.attempts).toBe(2);
  });

  it('may lose the answer and not the effect', async () => {
    const { wire, put, read } = await startS3(bucket('b'));
    wire.faults.add(fault('timeout-after-effect'));

    await expect(put('b', 'a', 'done')).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect(await read('b', 'a')).toBe('done');
  });
});

describe('what S3 does not take', () => {
  it('is refused rather than taken for something else', async () => {
    const { client, put } = await startS3(bucket('b'));
    await put('b', 'a', 'as it was');
    const notThere = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };

    await expect(client.send(new GetObjectTaggingCommand({ Bucket: 'b', Key: 'a' }))).rejects.toMatchObject(notThere);
    await expect(
      client.send(new CopyObjectCommand({ Bucket: 'b', Key: 'copy', CopySource: 'b/a' })),
    ).rejects.toMatchObject(notThere);
    await expect(put('b', 'a', 'x', { ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject(notThere);
    await expect(put('b', 'a', 'x', { IfNoneMatch: '"tag"' })).rejects.toMatchObject(notThere);
  });

  it.each([
    ['no XML at all', '<Delete><Object><Key>a</Key></Object>'],
    ['elements that do not close', '<Delete><Object></Delete></Object>'],
    ['another document', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['an object without a key', '<Delete><Object><VersionId>null</VersionId></Object></Delete>'],
    ['a reference to what XML does not know', '<Delete><Object><Key>&#1;</Key></Object></Delete>'],
    ['nothing to delete', '<Delete/>'],
  ])('%s is malformed', async (_what, body) => {
    const { wire } = await startS3(bucket('b'));
    const sum = await crypto.subtle.digest('SHA-1', Buffer.from(body));
    const headers = { authorization: AUTHORIZATION, 'x-amz-checksum-sha1': Buffer.from(sum).toString('base64') };

    const answer = await fetch(`${wire.url}/b?delete`, { method: 'POST', body, headers });

    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  });

  it.each([
    ['a chunk that is shorter than it says', '5\r\nab'],
    ['a size that is none', 'five\r\nhello\r\n0\r\n\r\n'],
    ['a body that ends too soon', '5\r\nhello\r\n'],
    ['less than was announced', '4\r\nhell\r\n0\r\n\r\n'],
  ])('%s is incomplete', async (_what, body) => {
    const { wire, s3 } = await startS3(bucket('b'));
    const headers = {
      authorization: AUTHORIZATION,
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '5',
    };

    const answer = await fetch(`${wire.url}/b/a`, { method: 'PUT', body, headers });

    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>IncompleteBody</Code>')]);
    expect(s3.objects('b')).toEqual([]);
  });

  it('is not to be found in chunks that are signed', async () => {
    const { wire, read } = await startS3(bucket('b'));
    const headers = { authorization: AUTHORIZATION, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' };
    const signature = `;chunk-signature=${'0'.repeat(64)}`;
    const body = `3${signature}\r\nhel\r\n2${signature}\r\nlo\r\n0${signature}\r\n\r\n`;

    await fetch(`${wire.url}/b/a`, { method: 'PUT', body, headers });

    expect(await read('b', 'a')).toBe('hello');
  });
});

describe('the folder of S3', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'account-deletion-test-'));
  const { TMPDIR } = process.env;
  beforeAll(() => {
    process.env.TMPDIR = temporary;
  });
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(temporary, { recursive: true });
  });
  /** What bodies take up. */
  const bytes = () =>
    globSync(join(temporary, '*', '*'))
      .filter((path) => !path.includes('index.sqlite'))
      .reduce((sum, path) => sum + statSync(path).size, 0);

  it('has nothing of what was removed, replaced or never came to its end', async () => {
    const { put, wire, s3 } = await startS3(bucket('b'));
    await put('b', 'a', Buffer.alloc(MB));
    await put('b', 'a', Buffer.alloc(2 * MB));
    expect(bytes()).toBe(2 * MB);

    const socket = connect(Number(new URL(wire.url).port), '127.0.0.1');
    socket.write(
      `PUT /b/cut HTTP/1.1\r\nHost: x\r\nAuthorization: ${AUTHORIZATION}\r\nContent-Length: 9000000\r\n\r\n`,
    );
    socket.write(Buffer.alloc(MB));
    while (bytes() === 2 * MB) await sleep(5);
    socket.destroy();
    while (bytes() > 2 * MB) await sleep(5);

    expect(s3.objects('b').map(({ key }) => key)).toEqual(['a']);
    await put('b', 'a', 'small');
    expect(bytes()).toBe(0);
    s3.stop();
    expect(readdirSync(temporary)).toEqual([]);
  });
});
