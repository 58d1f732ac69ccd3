import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asking } from '../../conformance/asking.ts';
import { publish, requestKey } from '../../conformance/keys.ts';
import { type SignedRequest, signedRequests } from '../../lambdas/adapters/signed-request.ts';
import type { Message } from '../../sample-service/signature.ts';
import { signatureCheck } from '../../sample-service/signature.ts';
import { libraryCheck } from '../conformance/library-check.ts';
import { signerOf } from '../conformance/signer.ts';

const key = requestKey();
/** What must never be in a log. */
const SECRET = 'Ada Lovelace';

let server: Server;
let answer: RequestListener;
let messages: Message[];
let url: string;
let jwks: Awaited<ReturnType<typeof publish>>;
beforeAll(async () => {
  jwks = await publish(key, 0);
  server = createServer(async (request, response) => {
    messages.push(await messageOf(request));
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, resolve);
  });
  url = `http://localhost:${(server.address() as AddressInfo).port}/deletion/erase`;
});
afterAll(() => {
  for (const each of [server, jwks.server]) {
    each.close();
    each.closeAllConnections();
  }
});
beforeEach(() => {
  messages = [];
  answer = json(200, '{}');
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function messageOf(request: IncomingMessage): Promise<Message> {
  const { method = '', headers } = request;
  const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
  return { method, url: new URL(request.url!, url).href, headers, body: Buffer.concat(chunks) };
}
const json =
  (status: number, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const request: SignedRequest = signedRequests(signerOf(key));
const ask = (...[body = { accountId: 'acme' }, options]: [object?, { idempotencyKey?: string }?]) =>
  request(url, body as Record<string, unknown>, options);

describe('a signed request', () => {
  it.each([undefined, 'd-1'])(
    'holds for a library, and for the sample service; its key: %s',
    async (idempotencyKey) => {
      await ask({ accountId: 'acme', deletionId: 'd-1' }, idempotencyKey === undefined ? {} : { idempotencyKey });

      const [message] = messages;
      expect(await libraryCheck(jwks.url)(message!)).toBe(true);
      expect(await signatureCheck(jwks.url)(message!)).toBe(true);
      expect(message!.headers['idempotency-key']).toBe(idempotencyKey);
      expect(JSON.parse(String(message!.body))).toEqual({ accountId: 'acme', deletionId: 'd-1' });
    },
  );

  it('is signed as the conformance test signs', async () => {
    await ask({ accountId: 'acme' }, { idempotencyKey: 'd-1' });
    await asking(url.replace('/erase', ''), key)('erase', { accountId: 'acme' }, { idempotencyKey: 'd-1' });

    const [ours, theirs] = messages.map(({ headers }) =>
      String(headers['signature-input']).replaceAll(/\d{10}|(?<=nonce=)"[^"]+"/g, '…'),
    );
    expect(ours).toBe(theirs);
    expect(messages[0]!.headers['content-digest']).toBe(messages[1]!.headers['content-digest']);
  });

  it('is good for five minutes by the clock, and has a nonce of its own', async () => {
    const at = new Date('2031-05-06T07:08:09.500Z');
    const late = signedRequests(signerOf(key), () => at);
    for (let n = 0; n < 2; n++) await late(url, {});
    const [first, second] = messages;
    const isGood = (seconds: number) =>
      signatureCheck(jwks.url, () => new Date(at.getTime() + seconds * 1_000))(first!);

    expect(await isGood(0)).toBe(true);
    expect(await isGood(299)).toBe(true);
    expect(await isGood(300)).toBe(false);
    // Nobody signs in advance; two clocks may differ by a minute.
    expect(await isGood(-50)).toBe(true);
    expect(await isGood(-62)).toBe(false);
    const nonceOf = ({ headers }: Message) => /nonce="([^"]+)"/.exec(String(headers['signature-input']))![1];
    expect(nonceOf(first!)).not.toBe(nonceOf(second!));
  });
});

describe('an answer', () => {
  it('is the JSON of a 200', async () => {
    answer = json(200, '{"erased":3}', { 'content-type': 'application/json; charset=utf-8' });

    expect(await ask()).toEqual({ body: { erased: 3 } });
  });

  it.each([
    [{ 'retry-after': '30' }, 30],
    [{ 'retry-after': '0' }, 1],
    [{ 'retry-after': '86400' }, 3_600],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 60],
    [{ 'retry-after': '-1' }, 60],
    [{}, 60],
  ])('of 202 with %j is to ask again after %i seconds', async (headers, retryAfter) => {
    answer = json(202, `{"at it":"${SECRET}"}`, headers);

    expect(await ask()).toEqual({ retryAfter });
  });

  const type = (type: string): RequestListener => json(200, `{"name":"${SECRET}"}`, { 'content-type': type });
  const bad: Record<string, [RequestListener, string]> = {
    'a failure': [json(500, SECRET), 'answered 500'],
    'a refusal': [json(403, SECRET), 'answered 403'],
    'not to be found': [json(404, SECRET), 'answered 404'],
    busy: [json(503, SECRET, { 'retry-after': '30' }), 'answered 503'],
    'a 204': [json(204, ''), 'answered 204'],
    'a redirect': [json(307, '', { location: `/elsewhere?${SECRET}` }), 'answered 307'],
    HTML: [type('text/html'), 'answered no JSON'],
    'JSON of another kind': [type('application/problem+json'), 'answered no JSON'],
    nothing: [json(200, ''), 'answered broken JSON'],
    'half of it': [json(200, `{"name":"${SECRET}`), 'answered broken JSON'],
    'what is no UTF-8': [
      (_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from([0x22, 0xff, 0x22])),
      'answered broken JSON',
    ],
    'more than 1 MB': [json(200, JSON.stringify(SECRET.repeat(100_000))), 'answered more than 1048576 bytes'],
    'and never ends': [
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = () => response.writable && response.write(SECRET.repeat(1_000), more);
        more();
      },
      'answered more than 1048576 bytes',
    ],
    'and hangs up': [
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write(`{"name":"${SECRET}`, () => response.destroy());
      },
      'did not answer',
    ],
    'with no HTTP': [({ socket }) => void socket.end(`HTTP/1.1 ${SECRET}\r\n\r\n`), 'did not answer'],
  };
  it.each(Object.entries(bad))('that is %s is an error, which quotes nothing', async (_, [listener, reason]) => {
    answer = listener;

    const error: Error = await ask({ accountId: 'acme', name: SECRET }).then(
      () => new Error('nothing was wrong'),
      (thrown) => thrown,
    );

    expect(error.message).toContain(`POST ${url}: ${reason}`);
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toMatch(/Ada|acme/);
    expect(messages).toHaveLength(1);
  });

  it.each([
    ['does not begin', (): RequestListener => () => {}],
    [
      'does not end',
      (): RequestListener => (_, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('that %s is waited for ten seconds', async (_, listener) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => timeout(time / 100));
    answer = listener();

    await expect(ask()).rejects.toThrow(`POST ${url}: did not answer (TimeoutError)`);

    expect(spy).toHaveBeenCalledExactlyOnceWith(10_000);
  });

  it('that nobody gives is an error', async () => {
    const { url: closed, server: closing } = await publish(key, 0);
    await new Promise((resolve) => closing.close(resolve));

    await expect(request(closed, {})).rejects.toThrow(`POST ${closed}: did not answer (ECONNREFUSED)`);
  });
});
