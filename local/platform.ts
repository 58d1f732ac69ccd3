import type { HoldingSpec, ItemsPlace } from '../lambdas/holdings/spec.ts';
import type { User } from './issuer.ts';
import { fill, valuesOf } from './records.ts';
import { type Person, recordsOf, SEEDS, type Seed, type SeedContext, seedOf } from './seeds.ts';
import { Refusal } from './server.ts';
import type { DynamoDb } from './services/dynamodb.ts';
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
  readonly dynamodb: Pick<DynamoDb, 'call' | 'createTable'>;
  readonly holdings: readonly HoldingSpec[];
  readonly lease: SeedContext['lease'];
}

/** What the template says of the data map: in the environment of those functions that have to do with holdings. */
export function holdingsIn({ functions }: Pick<LocalTemplate, 'functions'>): HoldingSpec[] {
  const maps = functions.map(({ environment }) => JSON.parse(environment.HOLDINGS ?? '[]') as HoldingSpec[]);
  const byName = new Map(maps.flat().map((holding) => [holding.name, holding]));
  return [...byName.values()];
}

/** Creates the platform's tables as the data map describes them, and the accounts that are there from the start. */
export async function startPlatform({ clock, dynamodb, holdings, lease }: PlatformOptions): Promise<Platform> {
  const known = new Map<string, Seed>();
  const members = holdings.find((holding) => holding.kind === 'members');

  const add = async (seed: Seed): Promise<void> => {
    known.set(seed.accountId, seed);
    const context = { now: clock.now(), lease };
    await Promise.all(holdings.map((holding) => fill(dynamodb, holding.table, recordsOf(holding, seed, context))));
  };

  /** Whoever is in `members` still: what a purge has removed is gone from here too. */
  const usersOf = async ({ accountId, users }: Seed): Promise<Person[]> => {
    if (!members) return [...users];
    const left = await valuesOf(dynamodb, members, accountId, members.user.id);
    return users.filter(({ userId }) => left.has(userId));
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

  await createTables(dynamodb, holdings);
  await Promise.all(SEEDS.map(add));
  return { accounts, user, create };
}

const publicly = ({ accountId, name, users }: Seed): LocalAccount => ({ accountId, name, users });

function nextId(known: ReadonlyMap<string, unknown>): string {
  let n = known.size + 1;
  while (known.has(`account-${n}`)) n++;
  return `account-${n}`;
}

async function createTables(dynamodb: PlatformOptions['dynamodb'], places: readonly ItemsPlace[]): Promise<void> {
  const byTable = Map.groupBy(places, ({ table }) => table);
  await Promise.all([...byTable].map(([table, sharing]) => dynamodb.createTable(tableOf(table, sharing))));
}

/** CreateTable's input for a table that one holding or several lie in. */
function tableOf(TableName: string, places: readonly ItemsPlace[]): Record<string, unknown> {
  const { partition, sort } = places[0]!.key;
  const indexes = new Map(places.flatMap(({ index }) => (index ? [[index.name, index.partition]] : [])));
  const names = new Set([partition, ...(sort ? [sort] : []), ...indexes.values()]);
  const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
  const secondary = [...indexes].map(([IndexName, attribute]) => ({
    IndexName,
    KeySchema: [hash(attribute)],
    Projection: { ProjectionType: 'ALL' },
  }));
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [hash(partition), ...(sort ? [{ AttributeName: sort, KeyType: 'RANGE' }] : [])],
    ...(secondary.length > 0 && { GlobalSecondaryIndexes: secondary }),
  };
}
