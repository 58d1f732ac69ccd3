import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { createControl } from '../../local/control.ts';
import { createEventBuses } from '../../local/events.ts';
import { createFaults } from '../../local/faults.ts';
import { createIssuer, type User } from '../../local/issuer.ts';
import type { Platform } from '../../local/platform.ts';
import { Refusal } from '../../local/server.ts';
import { createCarrier } from '../../local/services/carrier.ts';
import { createMailbox } from '../../local/services/sesv2.ts';

const URL = 'http://localhost:4000';
const NOON = Date.parse('2026-03-01T12:00:00Z');
const OWN_BUS = { logicalId: 'Bus', name: 'ours', arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/ours' };
const person = { userId: 'ada', role: 'owner', email: 'ada@acme.example' } as const;
const ada: User = { ...person, accountId: 'acme' };

async function setUp() {
  const clock = createClock({ start: NOON });
  onTestFinished(() => clock.stop());
  const issuer = await createIssuer({ url: `${URL}/_issuer`, audience: 'local', clock });
  const created: unknown[] = [];
  const platform: Platform = {
    accounts: async () => [{ accountId: 'acme', name: 'Acme', users: [person] }],
    user: async (userId) => {
      if (userId === 'gone') throw new Refusal(410, 'deleted');
      if (userId !== 'ada') throw new Refusal(404, 'unknown');
      return ada;
    },
    create: async (records, accountId = 'account-1') => {
      created.push([records, accountId]);
      return { accountId, name: accountId, users: [] };
    },
  };
  const carrier = createCarrier(clock);
  carrier.lease('acme');
  const faults = createFaults(() => ['scheduler']);
  const mailbox = createMailbox({ clock, configurationSets: [] });
  const buses = createEventBuses({ clock, buses: [OWN_BUS], rules: [], lambda: { invokeAsync: () => {} } });
  const wire = { url: 'http://127.0.0.1:5000', faults };
  const control = createControl({ clock, issuer, platform, mailbox, carrier, buses, wire, url: URL });
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
    const request = { method, path, query: '', headers, body: Buffer.from(text), ip: '127.0.0.1' };
    const response = await control(request);
    return {
      status: response.status,
      headers: response.headers,
      body: response.body ? JSON.parse(`${response.body}`) : undefined,
    };
  };
  return { ask, clock, buses, created, faults };
}

test('says what runs', async () => {
  const { ask } = await setUp();

  const { status, body } = await ask('GET', '/_local');

  expect(status).toBe(200);
  expect(body).toEqual({
    now: expect.stringMatching(/^2026-03-01T12:00:0\d\.\d{3}Z$/),
    api: `${URL}/api`,
    web: URL,
    issuer: `${URL}/_issuer`,
    dynamodb: 'http://127.0.0.1:5000',
    s3: 'http://127.0.0.1:5000',
    ses: 'http://127.0.0.1:5000',
    accounts: [{ accountId: 'acme', name: 'Acme', users: [person] }],
  });
});

test('shows what was put on the buses of the template, oldest first, and not what AWS says to itself', async () => {
  const { ask, buses } = await setUp();
  const event = (id: string) => ({
    version: '0' as const,
    id,
    'detail-type': 'AccountDeactivated',
    source: 'account-deletion',
    account: '000000000000',
    time: '2026-03-01T12:00:00Z',
    region: 'eu-west-1',
    resources: [],
    detail: {},
  });

  buses.putSoon(event('1'), OWN_BUS.arn);
  buses.putSoon(event('2'), OWN_BUS.name);
  buses.putSoon(event('3'));

  expect((await ask('GET', '/_local/events')).body).toEqual([event('1'), event('2')]);
});

test('moves the clock, and tells what fell due', async () => {
  const { ask, clock } = await setUp();
  clock.at(NOON + 60_000, 'schedule', 'purge-1', () => {});

  const { body } = await ask('POST', '/_local/clock', { advance: 'PT1M30S' });

  expect(body.fired).toEqual([{ at: '2026-03-01T12:01:00.000Z', what: 'schedule', name: 'purge-1' }]);
  expect(Date.parse(body.now) - NOON).toBeGreaterThanOrEqual(90_000);
  expect(Date.parse(body.now) - NOON).toBeLessThan(95_000);
});

test('gives a session, signed in when it is told', async () => {
  const { ask } = await setUp();

  const now = await ask('POST', '/_local/token', { userId: 'ada' });
  const earlier = await ask('POST', '/_local/token', { userId: 'ada', authTime: '2026-03-01T11:00:00.000Z' });

  expect(decodeJwt(now.body.token)).toMatchObject({ sub: 'ada', 'custom:account_id': 'acme', email_verified: true });
  expect(decodeJwt(earlier.body.token)).toMatchObject({ auth_time: NOON / 1000 - 3600 });
});

test('shows mail and numbers, creates accounts, sets faults', async () => {
  const { ask, created, faults } = await setUp();
  const fault = { service: 'scheduler', operation: 'CreateSchedule', times: 2, kind: 'throttle' };

  expect(await ask('GET', '/_local/mail')).toMatchObject({ status: 200, body: [] });
  const carrier = await ask('GET', '/_local/carrier');
  expect(carrier.body).toEqual([{ phoneNumber: expect.stringMatching(/^\+1/), accountId: 'acme', status: 'ACTIVE' }]);
  await ask('POST', '/_local/accounts', { records: 10 });
  await ask('POST', '/_local/accounts', { records: 10, accountId: 'a:b|c' });
  expect(created).toEqual([
    [10, 'account-1'],
    [10, 'a:b|c'],
  ]);
  expect(await ask('POST', '/_local/faults', fault)).toMatchObject({ status: 200, body: fault });
  expect(faults.take('scheduler', 'CreateSchedule')).toBe('throttle');
  expect(await ask('DELETE', '/_local/faults')).toMatchObject({ status: 204 });
  expect(faults.take('scheduler', 'CreateSchedule')).toBeUndefined();
});

test.each([
  ['/_local/clock', {}, 400],
  ['/_local/clock', { advance: '-P1D' }, 400],
  ['/_local/clock', { advance: 'soon' }, 400],
  ['/_local/clock', { advance: 7 }, 400],
  ['/_local/clock', { advance: 'P9999Y' }, 400],
  ['/_local/clock', { advance: `P${'9'.repeat(90)}D` }, 400],
  ['/_local/clock', '{"advance":', 400],
  ['/_local/clock', 'null', 400],
  ['/_local/token', {}, 400],
  ['/_local/token', { userId: 'ada', authTime: 'yesterday' }, 400],
  ['/_local/token', { userId: 'ada', authtime: '2026-03-01T11:00:00Z' }, 400],
  ['/_local/token', { userId: 'nobody' }, 404],
  ['/_local/token', { userId: 'gone' }, 410],
  ['/_local/accounts', { records: 6 }, 400],
  ['/_local/accounts', { records: 1.5 }, 400],
  ['/_local/accounts', { records: 10, accountId: '-a' }, 400],
  ['/_local/accounts', { records: 10, accountId: 'a b' }, 400],
  ['/_local/accounts', { records: 10, accountId: 'a'.repeat(129) }, 400],
  ['/_local/faults', { service: 'nothing', operation: 'X', times: 1, kind: 'error' }, 400],
  ['/_local/nothing', {}, 404],
  ['/_local/mail', {}, 405],
])('POST %s %j is refused with %i', async (path, body, status) => {
  const { ask, created } = await setUp();

  const answer = await ask('POST', path, body);

  expect(answer).toMatchObject({ status, body: { status, detail: expect.any(String) } });
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
  expect(created).toEqual([]);
});

test('does nothing for pages from elsewhere', async () => {
  const { ask } = await setUp();

  const token = (origin: string) => ask('POST', '/_local/token', { userId: 'ada' }, { origin });

  expect(await token('https://evil.example')).toMatchObject({ status: 403 });
  expect(await token('null')).toMatchObject({ status: 403 });
  expect(await token('http://localhost:5173')).toMatchObject({ status: 200 });
});
