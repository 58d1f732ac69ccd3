import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignIn, startSignIn } from '../../local/issuer/sign-in.ts';
import { createIssuer, type Issuer, type User } from '../../local/issuer.ts';
import { Refusal, startServer } from '../../local/server.ts';

const DAY = 86_400_000;
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let offset = 400 * DAY;
let deleted = false;
const clock = { now: () => Date.now() + offset, offset: () => offset };
const ada: User = { userId: 'ada', accountId: 'acme', role: 'owner', email: 'ada@acme.example' };
const ben: User = { userId: 'ben', accountId: 'acme', role: 'member', email: 'ben@acme.example' };
const platform = {
  accounts: async () => [{ accountId: 'acme', name: 'Acme <i>Voice', users: deleted ? [] : [ada, ben] }],
  user: async (userId: string) => {
    const found = [ada, ben].find((each) => each.userId === userId);
    if (!found || deleted) throw new Refusal(410, 'deleted');
    return found;
  },
};

let web: string;
let issuer: Issuer;
let signIn: SignIn;
let stop: () => Promise<unknown>;
beforeAll(async () => {
  const server = await startServer(0, (request) => signIn.handle(request));
  web = `http://localhost:${server.port}`;
  issuer = await createIssuer({ url: `${web}/_issuer`, audience: 'settings', clock });
  signIn = await startSignIn({ issuer, web, clock, platform: () => platform });
  stop = async () => Promise.all([signIn.stop(), server.stop()]);
});
afterAll(() => stop());

/** A browser without scripts: keeps cookies, follows redirects until they leave the issuer. */
function browser() {
  const jar = new Map<string, { value: string; path: string }>();
  const open = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url);
    const sent = [...jar].filter(([, { path }]) => pathname.startsWith(path));
    const cookie = sent.map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = '', path = '/'] = /^([^=]+)=([^;]*)(?:.*?; path=([^;]*))?/.exec(line) ?? [];
      expect(line).not.toMatch(/expires=(?!Thu, 01 Jan 1970)/);
      if (value) jar.set(`${name} ${path}`, { value, path });
      else jar.delete(`${name} ${path}`);
    }
    const location = response.headers.get('location');
    const next = location && new URL(location, url);
    if (next) return next.pathname.startsWith('/_issuer') ? open(next.href) : response;
    return submitted(await response.clone().text()) ?? response;
  };
  /** Sends the form of a page that sends it by itself, as a browser with scripts does. */
  const submitted = (page: string): Promise<Response> | undefined => {
    if (!/<script>[^<]*submit\(\)/.test(page)) return undefined;
    const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
    const inputs = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const body = new URLSearchParams(inputs.map(([, name = '', value = '']): [string, string] => [name, value]));
    return open(action, { method: 'POST', body });
  };
  const authorize = (extra: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: 'settings',
      redirect_uri: `${web}/signed-in`,
      response_type: 'code',
      scope: 'openid email',
      state: 'st',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...extra,
    });
    return open(`${issuer.url}/auth?${query}`);
  };
  const choose = async (page: Response, userId: string) => {
    const [, action] = /action="([^"]+)"/.exec(await page.text()) ?? [];
    return open(`${web}${action}`, { method: 'POST', body: new URLSearchParams({ userId }) });
  };
  return { open, authorize, choose };
}

const locationOf = (response: Response) => new URL(response.headers.get('location') ?? 'none:');
const codeIn = (response: Response) => locationOf(response).searchParams.get('code') ?? '';

async function exchange(code: string, verifier = VERIFIER) {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    headers: { origin: web },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'settings',
      code,
      redirect_uri: `${web}/signed-in`,
      code_verifier: verifier,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

describe('signing in', () => {
  test('says where everything is, with the keys of every session', async () => {
    const read = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>;
    const document = await read(`${issuer.url}/.well-known/openid-configuration`);
    const keys = (await read(String(document.jwks_uri))).keys as object[];

    expect(document).toMatchObject({
      issuer: issuer.url,
      authorization_endpoint: `${issuer.url}/auth`,
      token_endpoint: `${issuer.url}/token`,
      end_session_endpoint: `${issuer.url}/session/end`,
      code_challenge_methods_supported: ['S256'],
    });
    expect(keys).toMatchObject([{ kid: 'local', n: issuer.keys.keys[0]?.n }]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  test('lists who there is, and lets nothing else run or load', async () => {
    const page = await browser().authorize();
    const body = await page.text();

    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src [^;]+; base-uri/);
    expect(body).toContain('ada@acme.example');
    expect(body).toContain('member');
    expect(body).toContain('Acme &lt;i&gt;Voice');
  });

  test('gives an access and an ID token with the claims that a script’s session has', async () => {
    const { authorize, choose } = browser();

    const back = await choose(await authorize(), 'ada');
    const { status, body } = await exchange(codeIn(back));

    expect(locationOf(back).searchParams.get('state')).toBe('st');
    expect(status).toBe(200);
    const key = createLocalJWKSet(issuer.keys);
    const options = { issuer: issuer.url, audience: 'settings', currentDate: new Date(clock.now()) };
    const scripted = decodeJwt(await issuer.token({ user: ada }));
    const { token_use: _, iat: __, exp: ___, auth_time: ____, ...same } = scripted;
    for (const token of [body.access_token!, body.id_token!]) {
      const { payload } = await jwtVerify(token, key, options);
      expect(payload).toMatchObject(same);
      expect(Math.abs((payload.auth_time as number) - scripted.iat!)).toBeLessThan(10);
      expect(payload.exp! - payload.iat!).toBe(3600);
    }
  });

  test('asks for no choice twice, until it is wanted', async () => {
    const { authorize, choose } = browser();
    await choose(await authorize(), 'ada');

    expect(codeIn(await authorize())).toBeTruthy();
    expect(codeIn(await authorize({ prompt: 'none' }))).toBeTruthy();
    for (const again of [{ prompt: 'login' }, { max_age: '0' }] as Record<string, string>[]) {
      offset += 20 * 60_000;
      const before = Math.floor(clock.now() / 1000);
      const page = await authorize(again);
      expect(page.status).toBe(200);
      const { body } = await exchange(codeIn(await choose(page, 'ada')));
      expect(decodeJwt(body.access_token!).auth_time).toBeGreaterThanOrEqual(before);
    }
  });

  test('keeps the time of the sign-in as the clock moves, and ends after an hour', async () => {
    const { authorize, choose } = browser();
    const signedIn = Math.floor(clock.now() / 1000);
    await choose(await authorize(), 'ada');

    offset += 50 * 60_000;
    const { body } = await exchange(codeIn(await authorize()));
    const { auth_time, iat } = decodeJwt(body.access_token!);
    offset += 61 * 60_000;

    expect((auth_time as number) - signedIn).toBeLessThan(10);
    expect(iat! - signedIn).toBeGreaterThanOrEqual(50 * 60);
    expect((await authorize()).status).toBe(200);
  });

  test('ends everywhere for a user who is signed out, codes included, and for nobody else', async () => {
    const [desk, phone, other] = [browser(), browser(), browser()];
    for (const { authorize, choose } of [desk, phone]) await choose(await authorize(), 'ada');
    const code = codeIn(await desk.authorize());
    await other.choose(await other.authorize(), 'ben');

    await signIn.signOut('ada');

    expect((await exchange(code)).status).toBe(400);
    for (const { authorize } of [desk, phone]) expect((await authorize()).status).toBe(200);
    expect(codeIn(await other.authorize())).toBeTruthy();
    expect(codeIn(await desk.choose(await desk.authorize(), 'ada'))).toBeTruthy();
  });

  test('of somebody else is told by another sub', async () => {
    const { authorize, choose } = browser();
    await choose(await authorize(), 'ada');

    const { body } = await exchange(codeIn(await choose(await authorize({ prompt: 'login' }), 'ben')));

    expect(decodeJwt(body.id_token!)).toMatchObject({ sub: 'ben', 'custom:account_role': 'member' });
  });

  test('can be given up', async () => {
    const { authorize, choose } = browser();

    expect(locationOf(await choose(await authorize(), '')).searchParams.get('error')).toBe('access_denied');
  });

  test('leaves a code that is good once, with its verifier, for five minutes', async () => {
    const { authorize, choose } = browser();
    const code = codeIn(await choose(await authorize(), 'ada'));

    expect(await exchange(code, 'w'.repeat(43))).toMatchObject({ status: 400 });
    const second = codeIn(await authorize());
    expect(await exchange(second)).toMatchObject({ status: 200 });
    expect(await exchange(second)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const late = codeIn(await authorize());
    offset += 6 * 60_000;
    expect(await exchange(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test.each<[string, Record<string, string>]>([
    ['another client', { client_id: 'other' }],
    ['another way back', { redirect_uri: 'https://evil.example/signed-in' }],
  ])('is refused to %s, without a redirect', async (_what, extra) => {
    const answer = await browser().authorize(extra);

    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  test('is refused without PKCE, and without a code', async () => {
    const errorOf = async (extra: Record<string, string>) => {
      const { searchParams, hash } = locationOf(await browser().authorize(extra));
      return searchParams.get('error') ?? new URLSearchParams(hash.slice(1)).get('error');
    };

    expect(await errorOf({ code_challenge: '', code_challenge_method: '' })).toBe('invalid_request');
    expect(await errorOf({ response_type: 'id_token' })).toBe('invalid_request');
  });
});

test('signing out ends the session and comes back, asking nothing', async () => {
  const { authorize, choose, open } = browser();
  await choose(await authorize(), 'ada');

  const query = new URLSearchParams({ client_id: 'settings', post_logout_redirect_uri: `${web}/` });
  const back = await open(`${issuer.url}/session/end?${query}`);

  expect(back.headers.get('location')).toBe(`${web}/`);
  expect((await authorize()).status).toBe(200);
});

test('a user who is deleted is signed out, and cannot sign in again', async () => {
  const { authorize, choose } = browser();
  await choose(await authorize(), 'ada');
  const page = await authorize({ prompt: 'login' });
  const code = codeIn(await browserless());

  deleted = true;

  expect(codeIn(await authorize())).toBe('');
  expect((await choose(page, 'ada')).status).toBe(403);
  expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  deleted = false;

  async function browserless() {
    const other = browser();
    return other.choose(await other.authorize(), 'ada');
  }
});
