import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const local = system();

type User = { userId: string; email: string };
const subjectsTo = async ({ email }: User) =>
  (await local.local('GET', '/mail'))
    .filter((mail: { to: string }) => mail.to === email)
    .map((mail: { subject: string }) => mail.subject);

async function confirmed(user: User) {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
}

describe('mails', () => {
  it('tell owner and members of a deletion, remind them a day before, and tell the owner of its end', async () => {
    const { owner, member } = await local.account();
    await confirmed(owner);
    await local.advance('PT1S');
    const first = [await subjectsTo(owner), await subjectsTo(member)];

    await local.advance('P5DT23H');
    expect([await subjectsTo(owner), await subjectsTo(member)]).toEqual(first);
    await local.advance('PT1H2M');
    const reminded = [await subjectsTo(owner), await subjectsTo(member)];
    await local.advance('P1D');

    expect(first).toEqual([
      ['Confirm that you want to delete your account', 'Your account is going to be deleted'],
      ['Your account is going to be deleted'],
    ]);
    expect(reminded.map((subjects) => subjects.at(-1))).toEqual(Array(2).fill('Your account will be deleted tomorrow'));
    expect((await subjectsTo(owner)).at(-1)).toBe('Your account has been deleted');
    expect(await subjectsTo(member)).toHaveLength(2);
  });

  it('tell of a cancel, after which no reminder comes', async () => {
    const { owner: user, member } = await local.account();
    await confirmed(user);
    await local.advance('P1D');

    await (await local.as(user))('DELETE', '/account/deletion');
    await local.advance('P7D');

    for (const who of [user, member])
      expect((await subjectsTo(who)).at(-1)).toBe('The deletion of your account is cancelled');
  });

  it('tell the owner alone of deactivating and reactivating, and nobody of what changed nothing', async () => {
    const { owner: user, member } = await local.account();
    const owner = await local.as(user);
    for (const [method, times] of [
      ['PUT', 2],
      ['DELETE', 2],
    ] as const)
      for (let n = 0; n < times; n++) {
        await owner(method, '/account/deactivation');
        await local.advance('PT1S');
      }

    expect(await subjectsTo(user)).toEqual(['Your account is deactivated', 'Your account is active again']);
    expect(await subjectsTo(member)).toEqual([]);
  });

  it('never say "scheduled" after "cancelled", though the mail service was down in between', async () => {
    const { owner: user, member } = await local.account();
    await confirmed(user);
    await local.advance('PT1S');
    await (await local.as(user))('DELETE', '/account/deletion');
    await local.advance('PT1M');
    const before = (await subjectsTo(member)).length;
    const owner = await local.as(user);
    await owner('POST', '/account/deletion');
    const token = await local.linkFor(user);
    await local.local('POST', '/faults', { service: 'sesv2', operation: 'SendEmail', times: 1_000, kind: 'error' });
    await owner('POST', '/account/deletion/confirmation', { token });
    await local.advance('PT1M');
    await owner('DELETE', '/account/deletion');
    await local.advance('PT1M');
    await local.local('DELETE', '/faults');

    await local.advance('PT2H');

    expect((await subjectsTo(member)).slice(before)).toEqual(['The deletion of your account is cancelled']);
  });

  it.each([
    ['bounce-1', 'bounced'],
    ['suppressed-1', 'bounced'],
    ['complaint-1', 'complained'],
  ])('that did not reach %s say so in Settings', async (accountId, delivery) => {
    const { owner: user } = await local.account(30, accountId);
    const owner = await local.as(user);
    await owner('POST', '/account/deletion');
    await local.advance('PT1S');

    expect((await owner('GET', '/account')).body.deletion).toMatchObject({ sentTo: user.email, delivery });
  });
});
