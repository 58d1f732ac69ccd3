import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const local = system();

type User = { userId: string; email: string };
type Mail = { to: string; subject: string; text: string };
const mailsTo = async (to: string): Promise<Mail[]> =>
  (await local.local('GET', '/mail')).filter((mail: Mail) => mail.to === to);
const subjectsTo = async (to: string) => (await mailsTo(to)).map(({ subject }) => subject);

/** A session of the user, signed in just now, with claims of another's making. */
async function session({ userId, email }: User, accountId: string, role: 'owner' | 'member' = 'owner') {
  const token = await local.parts.issuer.token({ user: { userId, accountId, role, email } });
  return (method: string, path: string, body?: unknown) => local.call(method, `/api${path}`, body, token);
}

const stateOf = async (owner: User, accountId: string) =>
  (await (await session(owner, accountId))('GET', '/account')).body.deletion?.state ?? null;

describe('a stolen session that has changed its own e-mail address first', () => {
  it('cannot delete in silence: the address that the members list knows is told, in time to cancel', async () => {
    const { accountId, owner, member } = await local.account();
    const thief = { userId: owner.userId, email: 'thief@elsewhere.example' };
    const stolen = await session(thief, accountId);

    expect((await stolen('POST', '/account/deletion')).status).toBe(202);
    const token = await local.linkFor(thief);
    expect((await stolen('POST', '/account/deletion/confirmation', { token })).status).toBe(200);
    await local.advance('PT1S');

    const told = 'Your account is going to be deleted';
    expect(await subjectsTo(owner.email)).toEqual([told]);
    expect(await subjectsTo(member.email)).toEqual([told]);
    expect((await mailsTo(owner.email))[0]!.text).toMatch(/cancel/i);

    await local.advance('P6DT1H');
    expect((await subjectsTo(owner.email)).at(-1)).toBe('Your account will be deleted tomorrow');
    const { body } = await (await local.as(owner))('DELETE', '/account/deletion');
    expect(body).toMatchObject({ status: 'active', deletion: null });
  });

  it('cannot keep the end from the address that the members list knew either', async () => {
    const { accountId, owner } = await local.account();
    const thief = { userId: owner.userId, email: 'other-thief@elsewhere.example' };
    const stolen = await session(thief, accountId);
    await stolen('POST', '/account/deletion');
    await stolen('POST', '/account/deletion/confirmation', { token: await local.linkFor(thief) });

    await local.advance('P7DT2M');

    expect((await subjectsTo(owner.email)).at(-1)).toBe('Your account has been deleted');
  });

  it('cannot pause or wake the account in silence', async () => {
    const { accountId, owner } = await local.account();
    const stolen = await session({ ...owner, email: 'third-thief@elsewhere.example' }, accountId);

    await stolen('PUT', '/account/deactivation');
    await local.advance('PT1S');

    expect(await subjectsTo(owner.email)).toEqual(['Your account is deactivated']);
  });
});

describe('a stolen mailbox', () => {
  it('is of no use without the session of the owner who asked: the link confirms nothing, and is not spent', async () => {
    const { accountId, owner, member } = await local.account();
    const own = await session(owner, accountId);
    await own('POST', '/account/deletion');
    const token = await local.linkFor(owner);
    const confirm = '/account/deletion/confirmation';

    expect((await local.call('POST', `/api${confirm}`, { token })).status).toBe(401);
    expect((await (await session(member, accountId, 'member'))('POST', confirm, { token })).body.code).toBe(
      'not-owner',
    );
    const { accountId: elsewhere, owner: stranger } = await local.account();
    expect((await (await session(stranger, elsewhere))('POST', confirm, { token })).body.code).toBe('token-invalid');
    expect(await stateOf(owner, accountId)).toBe('awaiting-confirmation');

    expect((await own('POST', confirm, { token })).status).toBe(200);
  });

  it('is of no use to a second owner of the same account, who has not asked', async () => {
    const { accountId, owner } = await local.account();
    await (await session(owner, accountId))('POST', '/account/deletion');
    const second = await session({ userId: 'second-owner', email: 'second@elsewhere.example' }, accountId);

    const { body } = await second('POST', '/account/deletion/confirmation', { token: await local.linkFor(owner) });

    expect(body.code).toBe('token-invalid');
    expect(await stateOf(owner, accountId)).toBe('awaiting-confirmation');
  });
});

describe('a link that is replayed', () => {
  it('changes nothing that is confirmed, and brings nothing back that is cancelled', async () => {
    const { accountId, owner } = await local.account();
    const own = await session(owner, accountId);
    await own('POST', '/account/deletion');
    const token = await local.linkFor(owner);
    const first = await own('POST', '/account/deletion/confirmation', { token });
    await local.advance('PT10M');

    const again = await own('POST', '/account/deletion/confirmation', { token });
    expect(again.body.deletion).toEqual(first.body.deletion);
    await own('DELETE', '/account/deletion');
    expect((await own('POST', '/account/deletion/confirmation', { token })).body.code).toBe('token-cancelled');
    expect(await stateOf(owner, accountId)).toBeNull();
  });
});
