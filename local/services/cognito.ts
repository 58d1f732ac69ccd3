import * as v from 'valibot';
import { AwsError, type AwsService, type WireRequest } from '../wire.ts';
import { awsJson, type Operations } from './aws-json.ts';
import { readInput } from './input.ts';

/** A user of the pool. */
export interface PoolUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface UserPool {
  readonly service: AwsService;
  add(user: PoolUser): void;
  has(username: string): boolean;
}

export interface UserPoolOptions {
  readonly clock: { now(): number };
  /** The one pool that there is. */
  readonly poolId: string;
  /** Ends the sessions of a user who is signed out everywhere. */
  readonly signOut: (username: string) => Promise<void>;
}

interface Kept extends PoolUser {
  /** Local seconds. */
  readonly created: number;
}

const INVALID = 'InvalidParameterException';
const MOST_LISTED = 60;

const Pool = v.object({ UserPoolId: v.pipe(v.string(), v.regex(/^[\w-]+_[0-9a-zA-Z]+$/)) });
const One = v.object({ ...Pool.entries, Username: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });
const List = v.object({
  ...Pool.entries,
  Limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_LISTED)), MOST_LISTED),
  PaginationToken: v.optional(v.string()),
  Filter: v.optional(v.never('This stand-in filters no users')),
});

/** A Cognito user pool as far as its users go: who is there, who is signed out, who is deleted. */
export function createUserPool({ clock, poolId, signOut }: UserPoolOptions): UserPool {
  const users = new Map<string, Kept>();

  const checkPool = (id: string): void => {
    if (id !== poolId) throw new AwsError('ResourceNotFoundException', 400, `User pool ${id} does not exist.`);
  };
  const find = (request: WireRequest): Kept => {
    const { UserPoolId, Username } = readInput(One, request, INVALID);
    checkPool(UserPoolId);
    const user = users.get(Username);
    if (!user) throw new AwsError('UserNotFoundException', 400, 'User does not exist.');
    return user;
  };

  const operations: Operations = {
    AdminGetUser(request) {
      const user = find(request);
      return { ...described(user), UserAttributes: attributes(user) };
    },
    AdminDeleteUser(request) {
      users.delete(find(request).username);
      return {};
    },
    async AdminUserGlobalSignOut(request) {
      await signOut(find(request).username);
      return {};
    },
    ListUsers(request) {
      const { UserPoolId, Limit, PaginationToken } = readInput(List, request, INVALID);
      checkPool(UserPoolId);
      const all = [...users.values()];
      const from = PaginationToken === undefined ? 0 : all.findIndex(({ username }) => username === PaginationToken);
      if (from < 0) throw new AwsError(INVALID, 400, 'Invalid pagination token');
      const listed = all.slice(from, from + Limit);
      const next = all[from + Limit];
      return {
        Users: listed.map((user) => ({ ...described(user), Attributes: attributes(user) })),
        ...(next && { PaginationToken: next.username }),
      };
    },
  };

  return {
    service: awsJson({ name: 'cognito-identity-provider', signingName: 'cognito-idp' }, operations),
    add: (user) => void users.set(user.username, { ...user, created: clock.now() / 1000 }),
    has: (username) => users.has(username),
  };
}

const described = ({ username, created }: Kept) => ({
  Username: username,
  UserCreateDate: created,
  UserLastModifiedDate: created,
  Enabled: true,
  UserStatus: 'CONFIRMED',
});

const attributes = (user: Kept) => Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
