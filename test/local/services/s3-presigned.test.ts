import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { bucket, startS3 } from './s3-support.ts';

interface Signer {
  presign(
    request: object,
    options: { expiresIn: number; signingDate: Date },
  ): Promise<{ query: Record<string, string> }>;
}

async function setUp() {
  const parts = await startS3(bucket('b'));
  await parts.s3.put('b', 'a b/é', 'a private file', 'text/plain');
  await parts.s3.put('b', 'other', 'somebody else’s');

  /** What a function would hand out: signed by the SDK's own signer, by the local clock. */
  async function presign(path: string, expiresIn: number, query: Record<string, string> = {}, accessKeyId = 'known') {
    const { host, hostname, port } = new URL(parts.wire.url);
    const credentials = { accessKeyId, secretAccessKey: 'secret' };
    const { config } = new S3Client({ region: 'eu-west-1', credentials });
    const signer = (await (config as unknown as { signer(): Promise<Signer> }).signer()) as Signer;
    const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const request = { protocol: 'http:', hostname, port: Number(port), method: 'GET', path, query, headers };
    const signed = await signer.presign(request, { expiresIn, signingDate: new Date(parts.clock.now()) });
    const encoded = Object.entries(signed.query).map((entry) => entry.map(encodeURIComponent).join('='));
    return `${parts.wire.url}${path}?${encoded.join('&')}`;
  }
  return { ...parts, presign };
}

it('a presigned URL gives its object to anybody, under the name that was signed', async () => {
  const { presign } = await setUp();
  const url = await presign('/b/a%20b/%C3%A9', 900, {
    'response-content-disposition': 'attachment; filename="export (1).zip"',
    'response-content-type': 'application/zip',
  });

  const answer = await fetch(url);

  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('a private file');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-disposition': 'attachment; filename="export (1).zip"',
    'content-type': 'application/zip',
    'content-length': '14',
  });
  expect((await fetch(url, { headers: { range: 'bytes=2-8' } })).status).toBe(206);
});

it('is good until it expires by the local clock, and is then refused', async () => {
  const { presign, clock } = await setUp();
  const url = await presign('/b/other', 900);
  await clock.advance(899_000);
  expect((await fetch(url)).status).toBe(200);

  await clock.advance(2_000);

  const answer = await fetch(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'application/xml']);
  expect(await answer.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
});

it('is good for what was signed, and for nothing else', async () => {
  const { presign, wire } = await setUp();
  const url = await presign('/b/other', 900);
  const code = async (other: string, init?: RequestInit) =>
    /<Code>(.*)<\/Code>/.exec(await (await fetch(other, init)).text())?.[1];

  expect(await code(url.replace('/other', '/a%20b/%C3%A9'))).toBe('SignatureDoesNotMatch');
  expect(await code(url.replace('X-Amz-Expires=900', 'X-Amz-Expires=90000'))).toBe('SignatureDoesNotMatch');
  expect(await code(`${url}&response-content-type=text/html`)).toBe('SignatureDoesNotMatch');
  expect(await code(url, { method: 'DELETE' })).toBe('SignatureDoesNotMatch');
  const tooLong = (await presign('/b/other', 900, {}, 'a-script')).replace('=900', `=${8 * 24 * 3600}`);
  expect(await code(tooLong)).toBe('AuthorizationQueryParametersError');
  expect((await fetch(`${wire.url}/b/other`)).status).toBe(501);
});

it('is taken at its word where the local run does not know the secret', async () => {
  const { presign, clock } = await setUp();
  const url = await presign('/b/other', 60, {}, 'a-script');
  expect((await fetch(url)).status).toBe(200);

  await clock.advance(61_000);

  expect((await fetch(url)).status).toBe(403);
});
