import { expect, test } from 'vitest';
import type { Outcome } from '../../local/functions/functions.ts';
import { createGateway } from '../../local/gateway.ts';
import { createIssuer, type TokenRequest, type User } from '../../local/issuer.ts';
import type { HttpRequest } from '../../local/server.ts';
import type { LocalCors } from '../../local/template.ts';

const NOW = Date.parse('2026-03-01T12:00:00.250Z');
const HOUR = 3_600_000;
const WEB = 'http://localhost:4000';
const ISSUER = `${WEB}/_issuer`;
const ada: User = { userId: 'ada', accountId: 'acme', role: 'owner', email: 'ada@acme.example' };
const cors: LocalCors = {
  allowOrigins: [WEB],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['retry-after'],
  maxAge: 3600,
  allowCredentials: false,
};

// biome-ignore lint/suspicious/noExplicitAny: what a function is given is asserted upon, not computed with
type Event = any;

async function setUp(outcome: (event: Event) => Outcome = () => ({ payload: { statusCode: 204 } })) {
  let passed = 0;
  const clock = { now: () => NOW + passed };
  const later = (milliseconds: number) => {
    passed += milliseconds;
  };
  const issuer = await createIssuer({ url: ISSUER, audience: 'local', clock });
  const events: Event[] = [];
  const authorizer = { issuer: ISSUER, audience: ['local'], scopes: [] };
  const route = (routeKey: string) => ({ routeKey, functionLogicalId: routeKey, authorizer });
  const gateway = createGateway({
    template: {
      routes: [
        route('GET /account/exports/{exportId}'),
        route('GET /account/exports/latest'),
        route('POST /account'),
        { routeKey: 'GET /receipts/{id}', functionLogicalId: 'receipts' },
      ],
      cors,
    },
    functions: {
      invoke: async (logicalId, event) => {
        events.push({ logicalId, ...(event as object) });
        return outcome(event);
      },
    },
    keys: issuer.keys,
    clock,
    base: '/api',
  });
  const ask = async (
    method: string,
    path: string,
    more: Partial<HttpRequest> = {},
    who: Partial<TokenRequest> = {},
  ) => {
    const authorization = `Bearer ${await issuer.token({ user: ada, ...who })}`;
    const [rawPath = '', query = ''] = path.split('?');
    const request = { method, path: `/api${rawPath}`, query, body: Buffer.alloc(0), ip: '127.0.0.1' };
    const { status, headers, body } = await gateway({
      ...request,
      ...more,
      headers: { authorization, ...more.headers },
    });
    return { status, headers, body: String(body ?? '') };
  };
  return { ask, events, issuer, later };
}

test('gives the function the event of payload format 2.0', async () => {
  const { ask, events } = await setUp();

  await ask('POST', '/account?a=1&a=2&b=%20', {
    headers: { 'content-type': 'application/json; charset=utf-8', cookie: 'x=1; y=2', host: 'localhost:4000' },
    body: Buffer.from('{"ü":1}'),
  });

  expect(events).toMatchObject([
    {
      logicalId: 'POST /account',
      version: '2.0',
      routeKey: 'POST /account',
      rawPath: '/account',
      rawQueryString: 'a=1&a=2&b=%20',
      queryStringParameters: { a: '1,2', b: ' ' },
      cookies: ['x=1', 'y=2'],
      headers: { host: 'localhost:4000' },
      requestContext: {
        http: { method: 'POST', path: '/account', sourceIp: '127.0.0.1' },
        time: '01/Mar/2026:12:00:00 +0000',
        timeEpoch: NOW,
      },
      body: '{"ü":1}',
      isBase64Encoded: false,
    },
  ]);
  expect(events[0].headers).not.toHaveProperty('cookie');
});

test('gives claims as strings, and none that is null', async () => {
  const { ask, events } = await setUp();

  await ask('POST', '/account', {}, { claims: { groups: ['a', 'b'], nothing: null, email_verified: false } });

  const { claims } = events[0].requestContext.authorizer.jwt;
  expect(claims).toMatchObject({
    sub: 'ada',
    'custom:account_id': 'acme',
    'custom:account_role': 'owner',
    auth_time: String(Math.floor(NOW / 1000)),
    email_verified: 'false',
    groups: '[a b]',
  });
  expect(claims).not.toHaveProperty('nothing');
});

test.each([undefined, 'application/octet-stream', 'application/x-www-form-urlencoded'])(
  'encodes a body of type %s in Base64',
  async (type) => {
    const { ask, events } = await setUp();

    await ask('POST', '/account', { headers: type ? { 'content-type': type } : {}, body: Buffer.from('{}') });

    expect(events).toMatchObject([{ body: 'e30=', isBase64Encoded: true }]);
  },
);

test('finds the route: a literal segment before a variable one', async () => {
  const { ask, events } = await setUp();

  await ask('GET', '/account/exports/latest');
  await ask('GET', '/account/exports/a%20b');

  expect(events.map(({ routeKey }) => routeKey)).toEqual([
    'GET /account/exports/latest',
    'GET /account/exports/{exportId}',
  ]);
  expect(events[1].pathParameters).toEqual({ exportId: 'a b' });
});

test.each([
  ['GET', '/account'],
  ['HEAD', '/account/exports/latest'],
  ['POST', '/account/'],
  ['POST', '/Account'],
  ['GET', '/account/exports/a/b'],
  ['GET', ''],
])('knows no route %s %s', async (method, path) => {
  const { ask, events } = await setUp();

  expect(await ask(method, path)).toMatchObject({ status: 404, body: '{"message":"Not Found"}' });
  expect(events).toEqual([]);
});

test('refuses a session that is missing, spoilt, expired, early or not for it', async () => {
  const { ask, events, issuer, later } = await setUp();
  const other = await createIssuer({ url: ISSUER, audience: 'local', clock: { now: () => NOW } });
  const token = await issuer.token({ user: ada });
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
  const headers = [
    '',
    'Bearer',
    'Bearer nonsense',
    unsigned,
    `${token.slice(0, -8)}AAAAAAAA`,
    await other.token({ user: ada }),
  ];

  for (const authorization of headers) {
    const answer = await ask('POST', '/account', { headers: { authorization } });
    expect(answer, authorization).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
  }
  for (const claims of [{ iss: 'https://elsewhere' }, { aud: 'other' }, { iat: NOW / 1000 + 60 }, { exp: undefined }]) {
    expect(await ask('POST', '/account', {}, { claims })).toMatchObject({ status: 401 });
  }
  later(HOUR);
  expect(await ask('POST', '/account', { headers: { authorization: token } })).toMatchObject({ status: 401 });
  expect(events).toEqual([]);
});

test('takes a session without "Bearer", and one whose client id is the audience', async () => {
  const { ask, issuer } = await setUp();
  const authorization = await issuer.token({ user: ada });

  expect(await ask('POST', '/account', { headers: { authorization } })).toMatchObject({ status: 204 });
  const claims = { aud: undefined, client_id: 'local' };
  expect(await ask('POST', '/account', {}, { claims })).toMatchObject({ status: 204 });
});

test('asks for no session where the route has no authorizer, and looks at none', async () => {
  const { ask, events } = await setUp();

  for (const authorization of ['', 'Bearer nonsense', 'Basic YTpi'])
    expect(await ask('GET', '/receipts/1', { headers: { authorization } })).toMatchObject({ status: 204 });
  expect(await ask('GET', '/receipts/1')).toMatchObject({ status: 204 });

  expect(events).toHaveLength(4);
  for (const { requestContext, pathParameters } of events) {
    expect(requestContext).not.toHaveProperty('authorizer');
    expect(pathParameters).toEqual({ id: '1' });
  }
});

test.each([
  ['what the gateway does not take', undefined],
  ['what Lambda does not take', Buffer.alloc(6_291_556, 'a')],
  ['what Lambda does not take in Base64', Buffer.alloc(5_000_000)],
])('refuses %s with 413', async (_what, body) => {
  const { ask, events } = await setUp();

  const headers = { 'content-type': body?.[0] ? 'text/plain' : 'application/zip' };
  expect(await ask('POST', '/account', { headers, body })).toMatchObject({ status: 413 });
  expect(events).toEqual([]);
});

test('hands on what the function answers', async () => {
  const answers: unknown[] = [
    { statusCode: 202, headers: { 'Content-Type': 'application/json', 'X-Two': 2 }, body: '{}', cookies: ['a=1'] },
    { statusCode: 200, body: Buffer.from('ü').toString('base64'), isBase64Encoded: true },
    'plain',
    { any: 'thing' },
    { statusCode: 200, headers: { 'content-type': 'application/jose', 'cache-control': 'public' }, body: 'a.b.c' },
  ];
  const { ask } = await setUp(() => ({ payload: answers.shift() }));

  expect(await ask('POST', '/account')).toMatchObject({
    status: 202,
    headers: { 'content-type': 'application/json', 'x-two': '2', 'set-cookie': ['a=1'] },
    body: '{}',
  });
  expect(await ask('POST', '/account')).toMatchObject({ status: 200, body: 'ü' });
  expect(await ask('POST', '/account')).toMatchObject({ status: 200, body: 'plain' });
  expect(await ask('POST', '/account')).toMatchObject({ status: 200, body: '{"any":"thing"}' });
  expect(await ask('POST', '/account')).toMatchObject({
    headers: { 'content-type': 'application/jose', 'cache-control': 'public' },
    body: 'a.b.c',
  });
});

test.each<[string, Outcome]>([
  ['fails', { error: { errorType: 'Error', errorMessage: 'boom' } }],
  ['answers nonsense', { payload: { statusCode: 'many' } }],
  ['answers a body that is no string', { payload: { statusCode: 200, body: {} } }],
])('says 500, and no more, when the function %s', async (_what, outcome) => {
  const { ask } = await setUp(() => outcome);

  expect(await ask('POST', '/account')).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});

test('answers a preflight itself, and puts its own CORS headers on what a function answers', async () => {
  const { ask, events } = await setUp();
  const preflight = { 'access-control-request-method': 'POST' };

  const ours = await ask('OPTIONS', '/account', { headers: { origin: WEB, ...preflight } });
  const theirs = await ask('OPTIONS', '/account', { headers: { origin: 'https://evil.example', ...preflight } });
  expect(events).toEqual([]);
  const answered = await ask('POST', '/account', { headers: { origin: WEB } });
  const refused = await ask('POST', '/account', { headers: { origin: WEB, authorization: '' } });

  expect(ours).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': WEB,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '3600',
    },
  });
  expect(theirs).toEqual({ status: 204, headers: undefined, body: '' });
  expect(answered.headers).toMatchObject({
    'access-control-allow-origin': WEB,
    'access-control-expose-headers': 'retry-after',
  });
  expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
});
