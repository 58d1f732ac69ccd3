import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type HttpRequest, json, startServer } from '../../local/server.ts';

async function setUp() {
  const seen: HttpRequest[] = [];
  const { port, stop } = await startServer(0, (request) => {
    seen.push(request);
    return json(200, { size: request.body?.length ?? null });
  });
  onTestFinished(stop);
  return { seen, port };
}

const ask = (port: number, host: string, headers: Record<string, string | string[]> = {}, body?: Buffer) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const outgoing = send({ port, host, path: '/a%20b?c=d?e', method: 'POST', headers }, async (response) =>
      resolve({ status: response.statusCode, body: await text(response) }),
    );
    outgoing.on('error', reject).end(body);
  });

test('answers on both stacks, by the name of this machine alone', async () => {
  const { port } = await setUp();

  for (const host of ['127.0.0.1', '::1']) expect(await ask(port, host)).toMatchObject({ status: 200 });
  expect(await ask(port, '127.0.0.1', { host: `localhost:${port}` })).toMatchObject({ status: 200 });
  for (const host of ['evil.example', `localhost.evil.example:${port}`, '127.0.0.1.nip.io']) {
    expect(await ask(port, '127.0.0.1', { host }), host).toMatchObject({ status: 403 });
  }
});

test('joins headers that come twice, and leaves the path as it came', async () => {
  const { port, seen } = await setUp();

  await ask(port, '127.0.0.1', { 'X-Twice': ['a', 'b'] });

  expect(seen).toMatchObject([{ path: '/a%20b', query: 'c=d?e', headers: { 'x-twice': 'a,b' } }]);
});

test('keeps no body over 10 MB', async () => {
  const { port } = await setUp();
  const limit = 10 * 1024 * 1024;

  expect(await ask(port, '127.0.0.1', {}, Buffer.alloc(limit))).toMatchObject({ body: `{"size":${limit}}` });
  expect(await ask(port, '127.0.0.1', {}, Buffer.alloc(limit + 1))).toMatchObject({ body: '{"size":null}' });
});

test('says that a port is taken', async () => {
  const { port } = await setUp();

  await expect(startServer(port, () => json(200, {}))).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
