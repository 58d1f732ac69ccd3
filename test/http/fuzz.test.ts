import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PROBLEMS } from '../../lambdas/http/problems.ts';
import type { HttpRequest, HttpResponse } from '../../local/server.ts';
import { NOON, scheduled } from '../support/accounts.ts';
import { forgedSessions } from '../support/forged-sessions.ts';
import { memoryApi } from '../support/memory-api.ts';

/** Cases of each kind. A longer run: `FUZZ=100000 npx vitest run test/http/fuzz.test.ts`. */
const CASES = Number(process.env.FUZZ ?? 700);
const SECONDS = Math.floor(NOON.getTime() / 1000);
const ada = { userId: 'ada', accountId: 'acme', role: 'owner', email: 'ada@acme.example' } as const;
const logged = vi.spyOn(console, 'error').mockReturnValue();
afterAll(() => logged.mockRestore());

let subject: Awaited<ReturnType<typeof memoryApi>>;
let owner: string;
let badSessions: string[];
let guarded: [method: string, path: string][];
beforeAll(async () => {
  subject = await memoryApi();
  owner = await subject.token({ user: ada });
  badSessions = await forgedSessions(subject.issuer, ada, owner, SECONDS);
  guarded = subject.routes.filter(({ authorizer }) => authorizer).map(({ routeKey }) => methodAndPath(routeKey));
  // One has something to lose.
  await subject.accounts.change('acme', () => scheduled());
}, 60_000);

const methodAndPath = (routeKey: string): [string, string] => {
  const [method = '', path = ''] = routeKey.split(' ');
  return [method, path.replaceAll(/\{\w+\}/g, 'some-id')];
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Holds an answer to the promise: never a 5xx, always a problem of ours or the gateway's own message. */
function held({ status, headers, body }: HttpResponse): { status: number; code?: string } {
  const text = String(body ?? '');
  expect(status, text).toBeLessThan(500);
  expect(logged).not.toHaveBeenCalled();
  if (status < 400) return { status };
  const said = JSON.parse(text);
  if (headers?.['content-type'] === 'application/json') {
    expect(Object.keys(said)).toEqual(['message']);
    return { status };
  }
  expect(headers?.['content-type']).toBe('application/problem+json');
  expect(said).toMatchObject({
    status,
    code: expect.any(String),
    requestId: expect.any(String),
    detail: expect.any(String),
  });
  expect(PROBLEMS[said.code as keyof typeof PROBLEMS].status).toBe(status);
  expect(text.length).toBeLessThan(1_000);
  return { status, code: said.code };
}

/** Tries as many as it says; after each the accounts are as they were. */
async function unchanged<T>(
  cases: fc.Arbitrary<T>,
  check: (value: T) => Promise<void>,
  numRuns = CASES,
): Promise<void> {
  const before = subject.changes();
  await fc.assert(
    fc.asyncProperty(cases, async (value) => {
      await check(value);
      expect(subject.changes()).toBe(before);
    }),
    { numRuns },
  );
}

const header = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 300,
});
const headers = fc.dictionary(
  fc.constantFrom('content-type', 'accept', 'cookie', 'origin', 'x-forwarded-for', 'content-encoding', 'user-agent'),
  fc.oneof(header, fc.constantFrom('application/json', 'text/plain; charset=utf-16', 'multipart/form-data', 'gzip')),
);
const query = fc.oneof(header, fc.constantFrom('accountId=other', 'a=1&a=2', '%zz', '__proto__=x'));
/** Bodies that are not what any route takes. */
const deep = fc.integer({ min: 1, max: 5_000 }).map((depth) => `${'{"token":'.repeat(depth)}1${'}'.repeat(depth)}`);
const wrongFields = fc
  .dictionary(fc.oneof(fc.string(), fc.constantFrom('token', '__proto__', 'constructor', 'accountId')), fc.jsonValue())
  .filter(
    (fields) =>
      Object.keys(fields).length > 0 && !(typeof fields.token === 'string' && Object.keys(fields).length === 1),
  )
  .map((fields) => JSON.stringify(fields));
const notAnObject = fc
  .jsonValue()
  .filter((value) => typeof value !== 'object' || value === null || Array.isArray(value));
const bytes = fc.uint8Array({ minLength: 1, maxLength: 2_000 }).map((array) => Buffer.from(array));
const huge = fc
  .integer({ min: 1_000, max: 400_000 })
  .map((size) => JSON.stringify({ token: 'x'.repeat(size + 1_024), more: 1 }));
const badBody = fc
  .oneof(
    deep,
    wrongFields,
    notAnObject.map((value) => JSON.stringify(value)),
    huge,
    fc.string({ minLength: 1 }),
    bytes,
  )
  .map((body) => Buffer.from(body as string))
  .filter((body) => !isEmptyObject(body.toString()) && body.length > 0);

function isEmptyObject(text: string): boolean {
  try {
    return /^\{\s*\}$/.test(text.trim()) || JSON.stringify(JSON.parse(text)) === '{}';
  } catch {
    return false;
  }
}

const route = () => fc.constantFrom(...guarded);
const request = (over: { body?: fc.Arbitrary<Buffer>; sent: fc.Arbitrary<Record<string, string>> }) =>
  fc.record({
    query,
    headers: fc.tuple(headers, over.sent).map(([some, own]) => ({ ...some, ...own })),
    body: over.body ?? fc.constant(Buffer.alloc(0)),
  });

describe('whatever comes, the API answers with a 4xx of its own and changes nothing', () => {
  it('where the session is forged, or none at all', async () => {
    const token = fc.oneof(
      fc.constantFrom(...badSessions),
      fc.string(),
      fc.base64String(),
      fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
    );
    const sent = fc.oneof(
      token.map(bearer),
      header.map((authorization) => ({ authorization })),
      fc.constant({}),
    );

    await unchanged(
      fc.tuple(route(), request({ sent, body: fc.oneof(badBody, fc.constant(Buffer.from('{}'))) })),
      async ([[method, path], more]) => {
        expect(held(await subject.ask(method, path, more as Partial<HttpRequest>)).status).toBe(401);
      },
    );
  });

  it('where a good session names no account, no user or no role that may do it', async () => {
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        '[a b]',
        ['acme'],
        ['acme', 'other'],
        'Owner',
        'owner ',
        '../acme',
        'acme/../x',
        '',
        'a'.repeat(129),
      ),
    );
    const isGood = (claim: unknown, good: RegExp) => good.test(asClaim(claim));
    const claims = fc
      .record({
        account: odd,
        role: odd,
        user: odd,
        which: fc.subarray(['account', 'role', 'user'] as const, { minLength: 1 }),
      })
      .filter(
        ({ which, account, role, user }) =>
          (which.includes('account') && !isGood(account, /^[A-Za-z0-9][\w.:|-]{0,127}$/)) ||
          (which.includes('role') && !isGood(role, /^(owner|member)$/)) ||
          (which.includes('user') && (user === null || asClaim(user) === '')),
      );

    await unchanged(fc.tuple(route(), claims), async ([[method, path], { which, account, role, user }]) => {
      const over = {
        ...(which.includes('account') && { 'custom:account_id': account }),
        ...(which.includes('role') && { 'custom:account_role': role }),
        ...(which.includes('user') && { sub: user }),
      };
      const token = await subject.token({ user: ada, claims: over });
      const { status, code } = held(await subject.ask(method, path, { headers: bearer(token) }));
      // Of some claims the library that checks sessions does not think much either.
      expect([401, 403]).toContain(status);
      if (status === 403) expect(code).toBe('not-owner');
    });
  });

  it('where the body is none that a route takes, whatever it says it is', async () => {
    await unchanged(
      fc.tuple(route(), request({ sent: fc.constant({}), body: badBody })),
      async ([[method, path], more]) => {
        const answer = held(
          await subject.ask(method, path, { ...more, headers: { ...more.headers, ...bearer(owner) } }),
        );

        expect([400, 404]).toContain(answer.status);
        expect(['invalid-request', 'token-invalid', 'not-found']).toContain(answer.code);
      },
    );
  });

  it('where the sign-in is too old, unreadable or to come, or the address is not verified', async () => {
    const past = fc.integer({ min: 0, max: SECONDS - 901 });
    const odd = fc.oneof(
      past,
      fc.integer({ min: SECONDS + 60, max: 4e9 }),
      fc.string(),
      fc.constantFrom('', null, {}, [SECONDS], '-1', 1e300, '0x10'),
    );

    await unchanged(
      odd.filter((time) => !isRecent(time)),
      async (auth_time) => {
        // Whose account is not scheduled yet, so that nothing else stands in the way.
        const user = { ...ada, accountId: 'fresh' };
        const token = await subject.token({ user, claims: { auth_time } });
        const { code } = held(await subject.ask('POST', '/account/deletion', { headers: bearer(token) }));
        expect(code).toBe('reauthentication-required');
      },
    );
    await unchanged(
      fc.jsonValue().filter((value) => asClaim(value) !== 'true'),
      async (email_verified) => {
        const token = await subject.token({ user: { ...ada, accountId: 'fresh' }, claims: { email_verified } });
        const { code } = held(await subject.ask('POST', '/account/deletion', { headers: bearer(token) }));
        expect(code).toBe('email-unverified');
      },
    );
  });

  it('where there is no such route, method, export or receipt', async () => {
    const segment = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '%00', '%2e%2e', 'account', 'deletion', 'exports', 'receipts', '{exportId}', '\u{1F600}'),
    );
    const path = fc
      .array(segment, { maxLength: 5 })
      .map((parts) => `/${parts.map((part) => (part.startsWith('%') ? part : encodeURIComponent(part))).join('/')}`);
    const method = fc.constantFrom(
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'CONNECT',
      'PROPFIND',
    );
    const known = new Set(subject.routes.map(({ routeKey }) => routeKey));

    await unchanged(
      fc.tuple(method, path, query).filter(([verb, at]) => !known.has(`${verb} ${at}`)),
      async ([verb, at, asked]) => {
        expect(held(await subject.ask(verb, at, { query: asked, headers: bearer(owner) })).status).toBe(
          isReadable(at) ? 404 : 400,
        );
      },
    );
    await unchanged(fc.tuple(fc.constantFrom('/receipts', '/account/exports'), segment), async ([folder, id]) => {
      fc.pre(id !== '');
      const at = `${folder}/${id.startsWith('%') ? id : encodeURIComponent(id)}`;
      expect(held(await subject.ask('GET', at, { headers: bearer(owner) })).status).toBe(isReadable(at) ? 404 : 400);
    });
  });
});

describe('whatever comes along with a good request', () => {
  it('it is answered as if nothing had', async () => {
    await unchanged(request({ sent: fc.constant({}) }), async (more) => {
      const { status } = held(
        await subject.ask('GET', '/account', { ...more, headers: { ...more.headers, ...bearer(owner) } }),
      );
      expect(status).toBe(200);
    });
  });
});

/** What is no text in percent signs is refused by the gateway before it looks for a route. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** A claim as the gateway hands it over. */
const asClaim = (claim: unknown): string => {
  if (claim === null || claim === undefined) return '';
  if (Array.isArray(claim)) return `[${claim.map(asClaim).join(' ')}]`;
  return typeof claim === 'object' ? JSON.stringify(claim) : String(claim);
};
const isRecent = (time: unknown) => /^\d{1,12}$/.test(asClaim(time)) && Math.abs(Number(asClaim(time)) - SECONDS) < 901;
