import { CognitoIdentityProviderClient, ResourceNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UsersSpec } from '../../lambdas/holdings/spec.ts';
import { users } from '../../lambdas/holdings/users.ts';
import { users as lookAtUsers } from '../../lambdas/verification/users.ts';
import { createUserPool } from '../../local/services/cognito.ts';
import { holdingContract } from '../contracts/holdings.ts';
import { NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';
import { inTime, leftBy, rowsOf, standIn, write } from './support.ts';

const spec: UsersSpec = {
  kind: 'users',
  name: 'identity',
  outcome: 'erase',
  table: 'members',
  key: { partition: 'accountId', sort: 'userId' },
  userPoolId: 'eu-west-1_Pool',
  userId: 'userId',
  accountAttribute: 'custom:account_id',
};

const db = engine();
const signedOut: string[] = [];
const pool = createUserPool({
  clock: { now: () => NOON.getTime() },
  poolId: spec.userPoolId,
  signOut: async (username) => void signedOut.push(username),
});
const wire = standIn(pool.service);
let cognito: CognitoIdentityProviderClient;
beforeAll(async () => {
  cognito = new CognitoIdentityProviderClient(wire.config);
  await db.table(spec.table, spec.key);
});

const holding = (changes: Partial<UsersSpec> = {}) => users(db.documents, cognito, { ...spec, ...changes });
const look = (changes: Partial<UsersSpec> = {}) => lookAtUsers(db.documents, cognito, { ...spec, ...changes });
const members = async (accountId: string) =>
  (await rowsOf(db.documents, spec.table, accountId)).map(({ userId }) => String(userId));
const left = async (accountId: string) => (await members(accountId)).filter(pool.has);

/** Makes members of an account; each is a user of the pool, of that account unless another is given. */
async function fill(accountId: string, userIds: readonly string[], account: string | null = accountId): Promise<void> {
  for (const username of userIds) {
    const ofAccount: Record<string, string> = account === null ? {} : { 'custom:account_id': account };
    pool.add({ username, attributes: { sub: username, email: `${username}@example.com`, ...ofAccount } });
  }
  await write(
    db.documents,
    spec.table,
    userIds.map((userId) => ({ accountId, userId })),
  );
}

const exported = (accountId: string, userId: string) => ({
  username: userId,
  status: 'CONFIRMED',
  enabled: true,
  createdAt: NOON.toISOString(),
  attributes: { sub: userId, email: `${userId}@example.com`, 'custom:account_id': accountId },
});

holdingContract('users', () => ({
  holding: holding(),
  look: look(),
  fill: (accountId, records) =>
    fill(
      accountId,
      Array.from({ length: records }, (_, n) => `${accountId}/${String(n).padStart(6, '0')}`),
    ),
  stored: async (accountId) => (await left(accountId)).map((userId) => exported(accountId, userId)),
}));

describe('users', () => {
  it('go from the pool, and stay on the members’ list', async () => {
    await fill('listed', ['ada', 'ben']);

    expect(await holding().erase('listed', inTime)).toEqual({ erased: 2 });

    expect(await left('listed')).toEqual([]);
    expect(await members('listed')).toEqual(['ada', 'ben']);
    expect(await holding().count('listed', 10)).toEqual({ count: 2 });
  });

  it('are told in the export as the pool tells of them', async () => {
    await fill('told', ['cleo']);

    expect(await Array.fromAsync(holding().export('told'))).toMatchObject([{ records: [exported('told', 'cleo')] }]);
  });

  it('stay where they belong to another account by now: not erased, not signed out, not told', async () => {
    await fill('former', ['moved'], 'other');
    await fill('former', ['still']);
    signedOut.length = 0;
    expect(await leftBy(look(), 'former')).toBe(1);

    await holding().fence!('former', 'd-1');
    expect(await Array.fromAsync(holding().export('former'))).toMatchObject([{ records: [{}] }]);
    expect(await holding().erase('former', inTime)).toEqual({ erased: 1 });

    expect(signedOut).toEqual(['still']);
    expect(await left('former')).toEqual(['moved']);
    expect(await leftBy(look(), 'former')).toBe(0);
  });

  it('go where the pool says nothing of their account', async () => {
    await fill('unsaid', ['dora'], null);

    expect(await leftBy(look(), 'unsaid')).toBe(1);
    expect(await holding().erase('unsaid', inTime)).toEqual({ erased: 1 });
  });

  it('belong to the account that the attribute of the map names', async () => {
    pool.add({ username: 'emil', attributes: { 'custom:tenant': 'tenant-2', 'custom:account_id': 'tenants' } });
    await write(db.documents, spec.table, [{ accountId: 'tenants', userId: 'emil' }]);
    const changes = { accountAttribute: 'custom:tenant' };

    expect(await leftBy(look(changes), 'tenants')).toBe(0);
    expect(await holding(changes).erase('tenants', inTime)).toEqual({ erased: 0 });
    expect(await holding().erase('tenants', inTime)).toEqual({ erased: 1 });
  });

  it('may be gone already, for the fence too', async () => {
    await write(db.documents, spec.table, [{ accountId: 'gone', userId: 'nobody' }]);

    await holding().fence!('gone', 'd-1');
    expect(await holding().erase('gone', inTime)).toEqual({ erased: 0 });
    expect(await leftBy(look(), 'gone')).toBe(0);
  });

  it('are signed out everywhere by the fence', async () => {
    await fill('fenced', ['fay', 'gus']);
    signedOut.length = 0;

    await holding().fence!('fenced', 'd-1');

    expect(signedOut).toEqual(['fay', 'gus']);
  });

  it.each([
    ['AdminGetUser', 'error'],
    ['AdminGetUser', 'throttle'],
    ['AdminDeleteUser', 'error'],
    ['AdminDeleteUser', 'throttle'],
    ['AdminDeleteUser', 'timeout-after-effect'],
  ] as const)('are not taken for gone where %s ends in %s', async (operation, kind) => {
    const id = `${operation}-${kind}`;
    await fill(id, [`${id}-1`, `${id}-2`]);
    wire.fail(operation, kind);

    await expect(holding().erase(id, inTime)).rejects.toThrow();
    expect(await left(id)).toContain(`${id}-2`);
    await holding().erase(id, inTime);

    expect(await left(id)).toEqual([]);
  });

  it('are not taken for gone where there is no such pool', async () => {
    await fill('poolless', ['hana']);
    const changes = { userPoolId: 'eu-west-1_Other' };

    await expect(holding(changes).erase('poolless', inTime)).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(leftBy(look(changes), 'poolless')).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('are counted by the members’ list, without a call to the pool', async () => {
    await fill('counted', ['ivo']);
    wire.forget();

    expect(await holding().count('counted', 10)).toEqual({ count: 1 });
    await holding().suspend('counted');
    await holding().resume('counted');

    expect(wire.calls()).toEqual([]);
  });
});
