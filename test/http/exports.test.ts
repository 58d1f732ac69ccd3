import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportUrls } from '../../lambdas/app/export-ports.ts';
import { getExport } from '../../lambdas/app/get-export.ts';
import { listExports } from '../../lambdas/app/list-exports.ts';
import { requestExport } from '../../lambdas/app/request-export.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { claimExport, failExport, finishExport } from '../../lambdas/domain/export.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import type { Answer } from '../../lambdas/http/answer.ts';
import { api } from '../../lambdas/http/api.ts';
import { getExportRoute, listExportsRoute, requestExportRoute } from '../../lambdas/http/exports.ts';
import { NOON, scheduled } from '../support/accounts.ts';
import { holdAgainstDocument } from '../support/document.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

vi.hoisted(() =>
  Object.assign(process.env, {
    CLAIM_ACCOUNT: 'account',
    CLAIM_USER: 'sub',
    CLAIM_ROLE: 'role',
    LEGAL_CONTACT: 'legal@example.com',
  }),
);

const EXPORT_ID = '00000000-0000-4000-8000-000000000001';
const SHA = 'a'.repeat(64);
const PURGE_AT = plus(NOON, 7 * DAY);
const purge = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const by = { exportId: EXPORT_ID, execution: 'arn:e' };

let accounts: ReturnType<typeof memoryAccounts>;
let now: Date;
let ids: number;
const signed: unknown[] = [];
const exportUrls: ExportUrls = async (accountId, { archives }, good) => {
  signed.push([accountId, good]);
  return archives.map((archive, index) => ({ ...archive, url: `https://s3.example.com/${index + 1}?signed` }));
};
beforeEach(() => {
  accounts = memoryAccounts();
  [now, ids, signed.length] = [NOON, 0, 0];
});

const ROUTES = () => {
  const clock = () => now;
  const newId = () => EXPORT_ID.replace(/1$/, String(++ids));
  const show = { accounts, clock, exportUrls };
  return {
    POST: api(requestExportRoute(requestExport({ accounts, clock, newId }))),
    list: api(listExportsRoute(listExports(show))),
    get: api(getExportRoute(getExport(show))),
  };
};

interface Asked {
  readonly account?: string;
  readonly role?: string;
  readonly body?: string;
  readonly exportId?: string;
}

async function ask(route: 'POST' | 'list' | 'get', { account = 'acme', role = 'owner', body, exportId }: Asked = {}) {
  const claims = { account, sub: 'ada', role, email: 'ada@example.com', email_verified: 'true' };
  const event = {
    isBase64Encoded: false,
    body,
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } },
    ...(exportId !== undefined && { pathParameters: { exportId } }),
  };
  const handler = ROUTES()[route] as (event: unknown, context: Context) => Promise<Answer>;
  const answer = await handler(
    event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer,
    {
      getRemainingTimeInMillis: () => 10_000,
    } as Context,
  );
  const told = { status: answer.statusCode, headers: new Headers(answer.headers), body: JSON.parse(answer.body) };
  const path = route === 'get' ? `/account/exports/${EXPORT_ID}` : '/account/exports';
  holdAgainstDocument(route === 'POST' ? 'POST' : 'GET', path, told);
  return told;
}

const change = (decide: (account: Account) => Account) => accounts.change('acme', decide);
async function ready(archives = [{ name: 'export-1.zip', bytes: 1_234, sha256: SHA }]) {
  await ask('POST');
  await change((account) => claimExport(account, by, now));
  await change((account) => finishExport(account, by, archives, now));
}

describe('POST /account/exports', () => {
  it('answers the export that is being prepared, whoever asked for it first', async () => {
    const first = await ask('POST', { body: '{}' });
    now = plus(NOON, MINUTE);
    const again = await ask('POST');

    expect([first.status, again.status]).toEqual([202, 202]);
    expect(first.body).toEqual({
      exportId: EXPORT_ID,
      state: 'preparing',
      requestedAt: '2026-03-01T12:00:00.250Z',
    });
    expect(again.body).toEqual(first.body);
  });

  it('shows nobody where the mail will go', async () => {
    expect(JSON.stringify((await ask('POST')).body)).not.toContain('@');
    expect(JSON.stringify((await ask('list')).body)).not.toContain('@');
  });

  it('says when it can be asked for again', async () => {
    for (let n = 1; n <= 3; n++) {
      await ask('POST');
      const each = { exportId: EXPORT_ID.replace(/1$/, String(n)), execution: 'arn' };
      await change((account) => failExport(claimExport(account, each, now), each, now));
      ids = n;
    }

    const { status, headers, body } = await ask('POST');

    expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'too-many-requests', String(86_400)]);
  });

  it('is refused once the purge has begun', async () => {
    await change(scheduled);
    await change((account) => claim(account, purge, PURGE_AT));

    const { status, body } = await ask('POST');

    expect([status, body.code]).toEqual([409, 'deletion-in-progress']);
    expect((await ask('list')).body).toEqual({ exports: [] });
  });

  it('has the order of what is told first', async () => {
    await change(scheduled);
    await change((account) => claim(account, purge, PURGE_AT));

    expect((await ask('POST', { role: 'member', body: '[]' })).body.code).toBe('not-owner');
    expect((await ask('POST', { body: '{"format":"csv"}' })).body).toMatchObject({
      code: 'invalid-request',
      detail: expect.stringContaining('format'),
    });
  });
});

describe('GET /account/exports', () => {
  it('has nothing before one was asked for', async () => {
    expect((await ask('list')).body).toEqual({ exports: [] });
  });

  it('shows URLs and sums of what is ready, made anew for each answer and good for 15 minutes', async () => {
    await ready();
    now = plus(NOON, 90 * MINUTE);

    const { body } = await ask('list');

    expect(body.exports).toEqual([
      {
        exportId: EXPORT_ID,
        state: 'ready',
        requestedAt: '2026-03-01T12:00:00.250Z',
        archives: [{ name: 'export-1.zip', url: 'https://s3.example.com/1?signed', bytes: 1_234, sha256: SHA }],
        expiresAt: '2026-03-01T13:45:00.000Z',
        availableUntil: '2026-03-08T12:00:00.250Z',
      },
    ]);
    expect(signed).toEqual([['acme', { from: new Date('2026-03-01T13:30:00Z'), seconds: 900 }]]);
  });

  it('makes no URL that outlives its archive by more than the second that it is signed in', async () => {
    await ready();
    now = plus(NOON, 7 * DAY - 5_000);
    expect((await ask('list')).body.exports[0].expiresAt).toBe('2026-03-08T12:00:00.000Z');

    now = plus(NOON, 7 * DAY);
    expect((await ask('list')).body).toEqual({ exports: [] });
    expect(signed).toHaveLength(1);
  });

  it('shows the newest first', async () => {
    await ready();
    now = plus(NOON, MINUTE);
    ids = 1;
    await ask('POST');

    const { exports } = (await ask('list')).body;

    expect(exports.map(({ state }: { state: string }) => state)).toEqual(['preparing', 'ready']);
  });
});

describe('GET /account/exports/{exportId}', () => {
  it('shows one that is being prepared, that is ready, and that has failed', async () => {
    await ask('POST');
    expect((await ask('get', { exportId: EXPORT_ID })).body).toMatchObject({ state: 'preparing' });
    await change((account) => failExport(claimExport(account, by, now), by, now));

    expect((await ask('get', { exportId: EXPORT_ID })).body).toEqual({
      exportId: EXPORT_ID,
      state: 'failed',
      requestedAt: '2026-03-01T12:00:00.250Z',
    });
  });

  it('finds nothing of another account’s, nothing unknown, and nothing that is over', async () => {
    await ready();
    const codes = async (asked: Asked) => {
      const { status, body } = await ask('get', asked);
      return [status, body.code];
    };

    expect(await codes({ exportId: EXPORT_ID, account: 'dawn' })).toEqual([404, 'not-found']);
    for (const exportId of ['', 'x', '__proto__', `${EXPORT_ID}0`, 'é'.repeat(5_000)])
      expect(await codes({ exportId })).toEqual([404, 'not-found']);
    expect((await ask('get', { exportId: EXPORT_ID })).status).toBe(200);
    now = plus(NOON, 7 * DAY);
    expect(await codes({ exportId: EXPORT_ID })).toEqual([404, 'not-found']);
    expect(await codes({ exportId: EXPORT_ID, role: 'member' })).toEqual([403, 'not-owner']);
  });

  it('tells of a deleted account that it is deleted', async () => {
    await ready();
    await change(scheduled);
    await change((account) => claim(account, purge, PURGE_AT));
    expect((await ask('get', { exportId: EXPORT_ID })).body.code).toBe('not-found');
    await change((account) => finish(account, purge, { deletedAt: PURGE_AT, kept: [] }));

    expect((await ask('get', { exportId: EXPORT_ID })).body.code).toBe('account-deleted');
    expect((await ask('POST')).body.code).toBe('account-deleted');
  });
});
