import type { HoldingSpec } from '../lambdas/holdings/spec.ts';
import { unpackMap } from '../lib/holdings/packed-map.ts';
import type { User } from './issuer.ts';
import { valuesOf } from './records.ts';
import { type Person, SEEDS, type Seed, seedOf } from './seeds.ts';
import { Refusal } from './server.ts';
import { createStores, type Stores, store } from './stores.ts';
import type { LocalTemplate } from './template.ts';

/** An account as `GET /_local` lists it. */
export interface LocalAccount {
  readonly accountId: string;
  readonly name: string;
  readonly users: readonly Person[];
}

/** The product that the accounts belong to, and whose tables hold what is to be deleted. */
export interface Platform {
  /** The accounts that still have users, in the order in which they came. */
  accounts(): Promise<LocalAccount[]>;
  /** @throws Refusal 404 for a user whom nobody knows, 410 for one who is deleted */
  user(userId: string): Promise<User>;
  /** Creates one more account with so many records in all. @throws Refusal 409 for an id that was ever used */
  create(records: number, accountId?: string): Promise<LocalAccount>;
}

export interface PlatformOptions {
  readonly clock: { now(): number };
  readonly holdings: readonly HoldingSpec[];
  readonly stores: Stores;
}

/** What the template says of the data map: in the environment of those functions that have to do with holdings. */
export function holdingsIn({ functions }: Pick<LocalTemplate, 'functions'>): HoldingSpec[] {
  const maps = functions.flatMap(({ environment: { HOLDINGS } }) => (HOLDINGS ? [unpackMap(HOLDINGS)] : []));
  const byName = new Map(maps.flat().map((holding) => [holding.name, holding]));
  return [...byName.values()];
}

/** Makes what the data map's holdings lie in, and the accounts that are there from the start. */
export async function startPlatform({ clock, holdings, stores }: PlatformOptions): Promise<Platform> {
  const known = new Map<string, Seed>();
  const members = holdings.find((holding) => holding.kind === 'members');
  const arePooled = holdings.some((holding) => holding.kind === 'users');

  const add = async (seed: Seed): Promise<void> => {
    known.set(seed.accountId, seed);
    await Promise.all(holdings.map((holding) => store(stores, holding, seed, clock.now())));
  };

  /** Whoever is in `members` and in the pool still: what a purge has removed is gone from here too. */
  const usersOf = async ({ accountId, users }: Seed): Promise<Person[]> => {
    const left = members && (await valuesOf(stores.dynamodb, members, accountId, members.user.id));
    const isMember = (userId: string) => !left || left.has(userId);
    const isPooled = (userId: string) => !arePooled || stores.pool.has(userId);
    return users.filter(({ userId }) => isMember(userId) && isPooled(userId));
  };

  const accounts = async (): Promise<LocalAccount[]> => {
    const all = [...known.values()].map(async (seed) => ({ ...publicly(seed), users: await usersOf(seed) }));
    return (await Promise.all(all)).filter(({ users }) => users.length > 0);
  };

  const user = async (userId: string): Promise<User> => {
    const seed = [...known.values()].find(({ users }) => users.some((each) => each.userId === userId));
    if (!seed) throw new Refusal(404, `There is no user ${userId}.`);
    const found = (await usersOf(seed)).find((each) => each.userId === userId);
    if (!found) throw new Refusal(410, `The user ${userId} is deleted.`);
    return { ...found, accountId: seed.accountId };
  };

  const create = async (records: number, accountId = nextId(known)): Promise<LocalAccount> => {
    if (known.has(accountId)) throw new Refusal(409, `The account id ${accountId} is taken.`);
    const seed = seedOf(accountId, records);
    await add(seed);
    return publicly(seed);
  };

  await createStores(stores, holdings);
  await Promise.all(SEEDS.map(add));
  return { accounts, user, create };
}

const publicly = ({ accountId, name, users }: Seed): LocalAccount => ({ accountId, name, users });

function nextId(known: ReadonlyMap<string, unknown>): string {
  let n = known.size + 1;
  while (known.has(`account-${n}`)) n++;
  return `account-${n}`;
}
