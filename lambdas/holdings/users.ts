import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Holding } from '../app/holding.ts';
import { exportedItems } from './exported-items.ts';
import { from, inSlices, items } from './items.ts';
import { type Item, itemsTable } from './items-table.ts';
import type { UsersSpec } from './spec.ts';

/** Members of one page: the pool is asked up to twice for each, one after the other, for its quotas are low. */
const PAGE = 100;

/** The account's users in a Cognito user pool. The members' items name them, and stay: they go with the members. */
export function users(
  documents: DynamoDBDocumentClient,
  cognito: CognitoIdentityProviderClient,
  spec: UsersSpec,
): Holding {
  const table = itemsTable(documents, spec);
  const { userPoolId: UserPoolId, accountAttribute } = spec;

  const unlessGone = async <T>(asking: Promise<T>): Promise<T | undefined> => {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  };

  /** A member's user, unless it is gone or belongs to another account by now. */
  const find = async (accountId: string, member: Item): Promise<AdminGetUserCommandOutput | undefined> => {
    const Username = member[spec.userId];
    if (!Username) return undefined;
    const user = await unlessGone(cognito.send(new AdminGetUserCommand({ UserPoolId, Username: String(Username) })));
    const account = user?.UserAttributes?.find(({ Name }) => Name === accountAttribute)?.Value;
    return account === undefined || account === accountId ? user : undefined;
  };

  return {
    ...items(documents, spec),

    async *export(accountId, after) {
      for await (const page of exportedItems(documents, spec, accountId, { cursor: after, limit: PAGE })) {
        const users: AdminGetUserCommandOutput[] = [];
        for (const member of page.records) {
          const user = await find(accountId, member);
          if (user) users.push(user);
        }
        yield { ...page, records: users.map(described) };
      }
    },

    async fence(accountId) {
      for await (const page of table.pages(accountId, { Limit: PAGE })) {
        for (const member of page.items) {
          const { Username } = (await find(accountId, member)) ?? {};
          if (Username) await unlessGone(cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username })));
        }
      }
    },

    async erase(accountId, slice) {
      let erased = 0;
      const { cursor } = await inSlices(table.pages(accountId, from(slice, PAGE)), slice, async (members) => {
        for (const member of members) {
          const { Username } = (await find(accountId, member)) ?? {};
          if (!Username) continue;
          await unlessGone(cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })));
          erased += 1;
        }
      });
      return { erased, ...(cursor && { cursor }) };
    },
  };
}

/** What the pool says of a user; it tells no password and no secret. */
const described = (user: AdminGetUserCommandOutput) => ({
  username: user.Username,
  status: user.UserStatus,
  enabled: user.Enabled,
  createdAt: user.UserCreateDate?.toISOString(),
  attributes: Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value])),
});
