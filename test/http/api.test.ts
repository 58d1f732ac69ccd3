import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { Fault, type FaultCode } from '../../lambdas/domain/fault.ts';
import type { Session } from '../../lambdas/domain/session.ts';
import type { Answer } from '../../lambdas/http/answer.ts';
import { api, type Route } from '../../lambdas/http/api.ts';
import { nothing } from '../../lambdas/http/body.ts';
import { accountRoute, changeRoute, confirmationRoute } from '../../lambdas/http/routes.ts';
import { NOON, requested, scheduled } from '../support/accounts.ts';

vi.hoisted(() =>
  Object.assign(process.env, {
    CLAIM_ACCOUNT: 'custom:account_id',
    CLAIM_USER: 'sub',
    CLAIM_ROLE: 'custom:account_role',
    LEGAL_CONTACT: 'legal@example.com',
  }),
);

const OWNER = {
  'custom:account_id': 'acme',
  sub: 'ada',
  'custom:account_role': 'owner',
  email: 'ada@example.com',
  email_verified: 'true',
  auth_time: '1772366400',
};

interface Asked {
  claims?: Record<string, unknown>;
  body?: string;
  isBase64Encoded?: boolean;
}

async function ask(handler: unknown, { claims = OWNER, ...rest }: Asked = {}) {
  const event = {
    isBase64Encoded: false,
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } },
    ...rest,
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  const call = handler as (event: unknown, context: Context) => Promise<Answer>;
  const { statusCode, headers, body } = await call(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
  return { statusCode, headers, body: JSON.parse(body) };
}

const route = (act: Route<typeof nothing>['act'], who: Route<typeof nothing>['who'] = 'owner') =>
  api({ who, body: nothing, act });
const failing = (error: Error) =>
  route(async () => {
    throw error;
  });

describe('a session', () => {
  const told = route(async (session) => session);

  it('is read from the claims of the token, and from nothing else', async () => {
    const { body } = await ask(told);

    expect(body).toEqual({
      accountId: 'acme',
      userId: 'ada',
      role: 'owner',
      email: 'ada@example.com',
      authenticatedAt: '2026-03-01T12:00:00.000Z',
    } satisfies Record<keyof Session, string>);
  });

  it.each([
    ['no account', { 'custom:account_id': undefined }],
    ['an account id that begins with a dot', { 'custom:account_id': '.acme' }],
    ['an account id with a blank', { 'custom:account_id': 'ac me' }],
    ['an account id with a line’s end', { 'custom:account_id': 'acme\n' }],
    ['an account id of 129 characters', { 'custom:account_id': 'a'.repeat(129) }],
    ['no user', { sub: '' }],
    ['no role', { 'custom:account_role': undefined }],
    ['a role in capitals', { 'custom:account_role': 'Owner' }],
    ['the role of a member', { 'custom:account_role': 'member' }],
  ])('with %s may not act', async (_, over) => {
    const { statusCode, body } = await ask(told, { claims: { ...OWNER, ...over } });

    expect([statusCode, body.code]).toEqual([403, 'not-owner']);
  });

  it('with an id of 128 characters out of the whole alphabet may', async () => {
    const id = 'A0._:|-'.padEnd(128, 'z');

    expect((await ask(told, { claims: { ...OWNER, 'custom:account_id': id } })).body.accountId).toBe(id);
  });

  it.each([
    ['unverified', { email_verified: 'false' }],
    ['of which nobody says that it is verified', { email_verified: undefined }],
    ['empty', { email: '' }],
  ])('has no address where it is %s', async (_, over) => {
    expect((await ask(told, { claims: { ...OWNER, ...over } })).body.email).toBeNull();
  });

  it.each([undefined, '', 'yesterday', '-1', '1e3', '99999999999999999999'])(
    'has no time of sign-in where the token says %o',
    async (auth_time) => {
      expect((await ask(told, { claims: { ...OWNER, auth_time } })).body.authenticatedAt).toBeNull();
    },
  );
});

describe('a body', () => {
  const confirmation = api(
    confirmationRoute(
      async (_, token) => {
        throw new Fault('token-invalid', { detail: token });
      },
      () => NOON,
    ),
  );
  const token = JSON.stringify({ token: 'abc' });

  it.each([
    ['as text', { body: token }],
    ['in Base64', { body: Buffer.from(token).toString('base64'), isBase64Encoded: true }],
  ])('is read %s', async (_, asked) => {
    expect((await ask(confirmation, asked)).body).toMatchObject({ code: 'token-invalid', detail: 'abc' });
  });

  it.each([
    ['nothing', undefined, 'token'],
    ['no JSON', '{"token":', 'body'],
    ['a list', '[]', 'body'],
    ['null', 'null', 'body'],
    ['a string', '"abc"', 'body'],
    ['a token that is a number', '{"token":1}', 'token'],
    ['a token that is null', '{"token":null}', 'token'],
    ['no token', '{}', 'token'],
    ['a field too many', '{"token":"abc","force":true}', 'force'],
    ['a prototype', '{"token":"abc","__proto__":{"admin":true}}', ''],
    ['a token of a megabyte', JSON.stringify({ token: 'x'.repeat(1_000_000) }), 'token'],
    ['bytes that are no text', '\u0000\uFFFD', 'body'],
  ])('of %s is an invalid request that names the field', async (_, body, field) => {
    const answer = await ask(confirmation, body === undefined ? {} : { body });

    expect([answer.statusCode, answer.body.code]).toEqual([400, 'invalid-request']);
    expect(answer.body.detail).toContain(field);
    expect(answer.body.detail.length).toBeLessThan(200);
  });

  it('is refused where none is to be sent, after the session was looked at', async () => {
    const change = api(
      changeRoute(
        async () => requested(),
        () => NOON,
      ),
    );
    const member = { ...OWNER, 'custom:account_role': 'member' };

    expect((await ask(change, { body: '{"x":1}' })).body.code).toBe('invalid-request');
    expect((await ask(change, { body: '{}' })).statusCode).toBe(200);
    expect((await ask(change, { body: '{', claims: member })).body.code).toBe('not-owner');
  });
});

describe('a problem', () => {
  it.each<[FaultCode, number]>([
    ['invalid-request', 400],
    ['token-invalid', 400],
    ['not-owner', 403],
    ['reauthentication-required', 403],
    ['email-unverified', 403],
    ['deletion-already-scheduled', 409],
    ['deletion-in-progress', 409],
    ['token-cancelled', 410],
    ['token-expired', 410],
    ['account-deleted', 410],
    ['not-found', 404],
    ['too-many-requests', 429],
    ['mail-unavailable', 503],
  ])('%s is told with status %i', async (code, status) => {
    const answer = await ask(failing(new Fault(code)));

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    expect(answer.body).toEqual({
      type: `urn:account-deletion:problem:${code}`,
      title: expect.stringMatching(/./),
      status,
      detail: expect.stringMatching(/./),
      code,
      requestId: 'r-1',
    });
  });

  it('says how long to wait', async () => {
    expect((await ask(failing(new Fault('too-many-requests', { retryAfter: 42 })))).headers['retry-after']).toBe('42');
  });

  it('says when an account was deleted, and whom to write to', async () => {
    const { body } = await ask(failing(new Fault('account-deleted', { deletedAt: NOON })));

    expect(body).toMatchObject({ deletedAt: '2026-03-01T12:00:00.250Z', legalContact: 'legal@example.com' });
    expect(body).not.toHaveProperty('finalExportUntil');
  });

  it('says until when a last copy of the data can be asked for, where there is one', async () => {
    const finalExportUntil = new Date('2026-03-31T12:00:00.250Z');
    const dead = {
      accountId: 'acme',
      rev: 4,
      status: 'deleted',
      deletionId: 'd-1',
      receiptId: 'r-1',
      owed: [],
    } as const;
    const shown = accountRoute(
      async () => ({ ...dead, deletedAt: NOON, finalExportUntil }),
      () => NOON,
    );

    expect((await ask(api(shown))).body).toMatchObject({
      code: 'account-deleted',
      deletedAt: '2026-03-01T12:00:00.250Z',
      finalExportUntil: '2026-03-31T12:00:00.250Z',
    });
  });

  it('keeps what nobody foresaw to itself, and logs it once without its words', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});

    const { statusCode, body } = await ask(failing(new TypeError('ada@example.com is undefined')));

    expect([statusCode, body.code]).toEqual([500, 'internal']);
    expect(logged).toHaveBeenCalledOnce();
    expect(JSON.stringify([body, logged.mock.calls])).not.toContain('ada@example.com');
    expect(logged.mock.calls[0]?.[0]).toMatchObject({ requestId: 'r-1', error: 'TypeError' });
    logged.mockRestore();
  });
});

describe('an account, as it is shown', () => {
  const shown = async (account = requested(), role = 'owner', now = NOON) =>
    (
      await ask(
        api(
          accountRoute(
            async () => account,
            () => now,
          ),
        ),
        { claims: { ...OWNER, 'custom:account_role': role } },
      )
    ).body;

  it('has the server’s clock and who looks', async () => {
    expect(await shown()).toMatchObject({
      accountId: 'acme',
      status: 'active',
      now: '2026-03-01T12:00:00.250Z',
      viewer: { userId: 'ada', role: 'owner' },
    });
  });

  it('shows the owner alone where the link went', async () => {
    const waiting = {
      deletionId: 'd-1',
      state: 'awaiting-confirmation',
      requestedAt: '2026-03-01T12:00:00.250Z',
      confirmBy: '2026-03-02T12:00:00.250Z',
    };

    expect((await shown()).deletion).toEqual({ ...waiting, sentTo: 'ada@example.com', delivery: 'sent' });
    expect((await shown(requested(), 'member')).deletion).toEqual(waiting);
  });

  it('has no deletion any more once the request has expired', async () => {
    expect((await shown(requested(), 'owner', new Date('2026-03-02T12:00:00.250Z'))).deletion).toBeNull();
  });

  it('shows the dates of a grace period, and no address', async () => {
    expect((await shown(scheduled(), 'member')).deletion).toEqual({
      deletionId: 'd-1',
      state: 'scheduled',
      requestedAt: '2026-03-01T12:00:00.250Z',
      confirmedAt: '2026-03-01T12:00:00.250Z',
      purgeAt: '2026-03-08T12:00:00.250Z',
    });
  });
});
