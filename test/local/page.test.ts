import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { buildPage, createPage } from '../../local/page.ts';
import { synthesize } from '../../local/synth.ts';
import { loadTemplate, PLACE } from '../../local/template.ts';

const WEB = 'http://localhost:4000';

async function setUp() {
  const stacks = await synthesize({ issuer: `${WEB}/_issuer`, audience: 'settings', webOrigin: WEB });
  const { page } = loadTemplate(stacks, { ...PLACE, api: `${WEB}/api` });
  const files = await buildPage(fileURLToPath(new URL('fixtures/web/build.ts', import.meta.url)));
  const serve = createPage({ files, page: page!, config: { api: `${WEB}/api` } });
  return async (method: string, path: string) => {
    const {
      status,
      headers = {},
      body,
    } = await serve({
      method,
      path,
      query: '',
      headers: {},
      body: Buffer.alloc(0),
      ip: '127.0.0.1',
    });
    return { status, headers, body: String(body) };
  };
}
const ask = await setUp();

test.each(['/', '/account/deletion/confirm', '/signed-in'])('%s is the page', async (path) => {
  for (const method of ['GET', 'HEAD'])
    expect(await ask(method, path)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': '12', 'cache-control': 'no-cache' },
      body: '<p>Hello</p>',
    });
});

test('has the headers that the template declares, with this machine’s addresses', async () => {
  const { headers } = await ask('GET', '/');

  expect(headers).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
      `connect-src 'self' ${WEB}/api ${WEB}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000',
    'permissions-policy': expect.stringContaining('camera=()'),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
});

test('keeps what has a hash in its name, and asks again for what has none', async () => {
  const asset = await ask('GET', '/assets/main-ABC.js');
  const config = await ask('GET', '/config.json');

  expect(asset).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    },
    body: 'let x;',
  });
  expect(config.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
  expect(JSON.parse(config.body)).toEqual({ api: `${WEB}/api` });
});

test.each(['/nothing', '/assets/main-OLD.js', '/signed-in/', '/../package.json', '/%2e%2e/package.json'])(
  'has nothing at %s but the page',
  async (path) => {
    const { status, headers, body } = await ask('GET', path);

    expect([status, body]).toEqual([404, '<p>Hello</p>']);
    expect(headers).toHaveProperty('content-security-policy');
  },
);

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('is only to be read: %s is refused', async (method) => {
  expect(await ask(method, '/account/deletion/confirm')).toMatchObject({ status: 403 });
});

test('says why it cannot be built', async () => {
  const broken = fileURLToPath(new URL('fixtures/web/broken.ts', import.meta.url));

  await expect(buildPage(broken)).rejects.toThrow('the page does not build');
});
