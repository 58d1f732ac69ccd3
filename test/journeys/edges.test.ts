import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const local = system();

const ROUTES = [
  ['GET', '/account'],
  ['PUT', '/account/deactivation'],
  ['DELETE', '/account/deactivation'],
  ['GET', '/account/deletion/preview'],
  ['POST', '/account/deletion'],
  ['POST', '/account/deletion/confirmation'],
  ['DELETE', '/account/deletion'],
] as const;

describe('who may do what', () => {
  it('is the owner; a member sees the account and gets 403 everywhere else', async () => {
    const member = await local.as('ben');

    const answers = await Promise.all(ROUTES.map(([method, path]) => member(method, path)));

    expect(answers.map(({ status, body }) => body.code ?? status)).toEqual([200, ...Array(6).fill('not-owner')]);
    expect(answers[0]?.body).toMatchObject({ viewer: { userId: 'ben', role: 'member' }, deletion: null });
  });

  it('is nobody without a session, and the gateway says so in its own words', async () => {
    for (const token of [undefined, 'nonsense', 'a.b.c'])
      for (const [method, path] of ROUTES) {
        const { status, body } = await local.call(method, `/api${path}`, undefined, token);
        expect([status, body]).toEqual([401, { message: 'Unauthorized' }]);
      }
    expect((await (await local.as('ada'))('PATCH', '/account')).body).toEqual({ message: 'Not Found' });
  });

  it('is not who signed in more than 15 minutes ago, where it matters', async () => {
    const { owner } = await local.account();
    const at = async (minutes: number) => new Date((await local.now()).getTime() - minutes * 60_000).toISOString();

    const late = await (await local.as(owner, await at(16)))('POST', '/account/deletion');
    const early = await (await local.as(owner, await at(-1)))('POST', '/account/deletion');
    const recent = await (await local.as(owner, await at(14)))('POST', '/account/deletion');

    expect([late.body.code, early.body.code, recent.status]).toEqual([
      'reauthentication-required',
      'reauthentication-required',
      202,
    ]);
  });

  it('is for the owner’s own account alone: a link of another account opens nothing', async () => {
    const [one, two] = [await local.account(), await local.account()];
    await (await local.as(one.owner))('POST', '/account/deletion');
    const token = await local.linkFor(one.owner);

    const { body } = await (await local.as(two.owner))('POST', '/account/deletion/confirmation', { token });

    expect(body.code).toBe('token-invalid');
    const owner = await local.as(one.owner);
    expect((await owner('POST', '/account/deletion/confirmation', { token })).status).toBe(200);
  });
});

describe('nonsense', () => {
  it.each([
    ['no JSON', '{"token"'],
    ['a list', '[]'],
    ['a number', '1'],
    ['a token of the wrong type', '{"token":{"a":1}}'],
    ['a field too many', '{"token":"x","y":1}'],
    ['a megabyte', JSON.stringify({ token: 'x'.repeat(1_000_000) })],
    ['a form, as a mail scanner submits it', 'token=abc'],
  ])('of %s is a 4xx problem and changes nothing', async (_, body) => {
    const owner = await local.as('dora');
    const before = (await owner('GET', '/account')).body;

    const answer = await owner('POST', '/account/deletion/confirmation', body);

    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect((await owner('GET', '/account')).body).toEqual({ ...before, now: expect.any(String) });
  });

  it('of more than the gateway takes is a 413 of its own', async () => {
    const owner = await local.as('dora');

    const { status, body } = await owner('POST', '/account/deletion/confirmation', 'x'.repeat(11_000_000));

    expect([status, body]).toEqual([413, { message: expect.any(String) }]);
  });

  it('of any kind, sent anywhere, never gets a 5xx and never changes the account', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    const before = (await owner('GET', '/account')).body;
    const bodies = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.record({ token: fc.anything() }).map(asJson));

    const property = fc.asyncProperty(bodies, async (body) => {
      const { status } = await owner('POST', '/account/deletion/confirmation', body);
      expect(status).toBe(400);
    });
    await fc.assert(property, { numRuns: 200 });

    expect((await owner('GET', '/account')).body).toEqual({ ...before, now: expect.any(String) });
  });
});

const asJson = (value: unknown) => JSON.stringify(value) ?? '';

describe('a link', () => {
  it('confirms nothing and spends nothing by being looked at', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    await owner('POST', '/account/deletion');
    const token = await local.linkFor(user);

    for (const method of ['GET', 'HEAD'])
      expect((await local.call(method, `/account/deletion/confirm?token=${token}`)).status).toBe(200);
    const without = await local.call('POST', '/api/account/deletion/confirmation', { token });

    expect(without.status).toBe(401);
    expect((await owner('GET', '/account')).body.deletion.state).toBe('awaiting-confirmation');
    expect((await owner('POST', '/account/deletion/confirmation', { token })).body.deletion.state).toBe('scheduled');
  });

  it('is judged when it is used: expired after 24 hours, swept or not', async () => {
    const { owner: user } = await local.account();
    await (await local.as(user))('POST', '/account/deletion');
    const token = await local.linkFor(user);

    for (const later of ['PT24H', 'P3D']) {
      await local.advance(later);
      const owner = await local.as(user);
      const { status, body } = await owner('POST', '/account/deletion/confirmation', { token });
      expect([status, body.code]).toEqual([410, 'token-expired']);
      expect((await owner('GET', '/account')).body.deletion).toBeNull();
    }
    const swept = (await local.tables()).filter(({ item }) => JSON.stringify(item).includes('"REQUEST"'));
    expect(JSON.stringify(swept)).not.toContain(user.email);
  });

  it('gives twenty confirms at once one answer with one purgeAt', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    await owner('POST', '/account/deletion');
    const token = await local.linkFor(user);

    const twenty = await Promise.all(
      Array.from({ length: 20 }, () => owner('POST', '/account/deletion/confirmation', { token })),
    );

    expect(new Set(twenty.map(({ status, body }) => `${status} ${body.deletion.purgeAt}`)).size).toBe(1);
    await local.advance('P6D');
    const again = await (await local.as(user))('POST', '/account/deletion/confirmation', { token });
    expect(again.body.deletion).toEqual(twenty[0]?.body.deletion);
  });

  it('is dead once a newer one is asked for, and once its deletion is cancelled', async () => {
    const { owner: user } = await local.account();
    await (await local.as(user))('POST', '/account/deletion');
    const older = await local.linkFor(user);
    await local.advance('PT1M');
    const owner = await local.as(user);
    await owner('POST', '/account/deletion');
    const newer = await local.linkFor(user);

    expect((await owner('POST', '/account/deletion/confirmation', { token: older })).body.code).toBe('token-invalid');
    await owner('DELETE', '/account/deletion');
    expect((await owner('POST', '/account/deletion/confirmation', { token: newer })).body.code).toBe('token-cancelled');
  });

  it('can be asked for once a minute and five times an hour, whatever is cancelled in between', async () => {
    const { owner: user } = await local.account();
    for (let n = 1; n <= 5; n++) {
      const owner = await local.as(user);
      expect((await owner('POST', '/account/deletion')).status).toBe(202);
      const again = await owner('POST', '/account/deletion');
      expect([again.status, Number(again.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
      expect((await owner('DELETE', '/account/deletion')).status).toBe(200);
      await local.advance('PT1M');
    }

    const { status, headers } = await (await local.as(user))('POST', '/account/deletion');

    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50 * 60);
  });
});

describe('the last tick', () => {
  it('has one winner among twenty cancels and the purge', async () => {
    const { accountId, owner: user } = await local.account();
    await (await local.as(user))('POST', '/account/deletion');
    const token = await local.linkFor(user);
    const { body } = await (await local.as(user))('POST', '/account/deletion/confirmation', { token });
    const left = Date.parse(body.deletion.purgeAt) - (await local.now()).getTime();
    await local.advance(`PT${Math.floor(left / 1000) - 2}S`);
    const owner = await local.as(user);

    const moving = local.advance('PT20S');
    const cancels = await Promise.all(Array.from({ length: 20 }, () => owner('DELETE', '/account/deletion')));
    await moving;

    const said = new Set(cancels.map((answer) => answer.body.code ?? answer.body.status));
    const end = await owner('GET', '/account');
    const purged = end.status === 410;
    expect([...said]).toEqual(purged ? expect.not.arrayContaining(['active']) : ['active']);
    const numbers = (await local.local('GET', '/carrier')).filter(
      (n: { accountId: string }) => n.accountId === accountId,
    );
    expect(numbers.length > 0).toBe(!purged);
  });
});

describe('the document of the API', () => {
  it('is there to read', async () => {
    const { status, body } = await local.call('GET', '/openapi.json');

    expect([status, body.openapi]).toEqual([200, '3.1.0']);
  });
});
