import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InvalidParameterException,
  paginateListUsers,
  ResourceNotFoundException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';
import { createUserPool } from '../../../local/services/cognito.ts';
import { clientConfigFor } from './support.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const UserPoolId = 'eu-west-1_Pool';

async function setUp() {
  const signedOut: string[] = [];
  const pool = createUserPool({
    clock: { now: () => NOON },
    poolId: UserPoolId,
    signOut: async (username) => void signedOut.push(username),
  });
  pool.add({ username: 'ada', attributes: { sub: 'ada', 'custom:account_id': 'acme' } });
  const client = new CognitoIdentityProviderClient(await clientConfigFor(pool.service));
  return { client, pool, signedOut };
}

test('tells what it knows of a user', async () => {
  const { client } = await setUp();

  expect(await client.send(new AdminGetUserCommand({ UserPoolId, Username: 'ada' }))).toMatchObject({
    Username: 'ada',
    UserAttributes: [
      { Name: 'sub', Value: 'ada' },
      { Name: 'custom:account_id', Value: 'acme' },
    ],
    Enabled: true,
    UserStatus: 'CONFIRMED',
    UserCreateDate: new Date(NOON),
  });
});

test('deletes a user once', async () => {
  const { client, pool } = await setUp();
  const ada = { UserPoolId, Username: 'ada' };

  await client.send(new AdminDeleteUserCommand(ada));

  expect(pool.has('ada')).toBe(false);
  for (const Command of [AdminGetUserCommand, AdminDeleteUserCommand, AdminUserGlobalSignOutCommand])
    await expect(client.send(new Command(ada) as AdminGetUserCommand)).rejects.toBeInstanceOf(UserNotFoundException);
});

test('signs a user out everywhere', async () => {
  const { client, signedOut } = await setUp();

  await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'ada' }));

  expect(signedOut).toEqual(['ada']);
});

test('lists its users page by page', async () => {
  const { client, pool } = await setUp();
  for (let n = 0; n < 130; n++) pool.add({ username: `user-${n}`, attributes: {} });

  const pages = await Array.fromAsync(paginateListUsers({ client }, { UserPoolId }));

  expect(pages.map(({ Users }) => Users?.length)).toEqual([60, 60, 11]);
  expect(new Set(pages.flatMap(({ Users = [] }) => Users.map(({ Username }) => Username))).size).toBe(131);
});

test('knows no other pool, and no name that is none', async () => {
  const { client } = await setUp();
  const get = (input: { UserPoolId: string; Username: string }) => client.send(new AdminGetUserCommand(input));

  await expect(get({ UserPoolId: 'eu-west-1_Other', Username: 'ada' })).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  await expect(get({ UserPoolId, Username: '' })).rejects.toBeInstanceOf(InvalidParameterException);
});
