import { createHash } from 'node:crypto';
import type { HoldingSpec } from '../lambdas/holdings/spec.ts';
import { DEMO_RECORDS, type Fields, noteOf } from './demo-records.ts';
import type { User } from './issuer.ts';

const HOUR = 3_600_000;

/** A user of an account, as `GET /_local` lists it. */
export type Person = Omit<User, 'accountId'>;

/** One account of the demo voice platform, and how many records it has of each holding. */
export interface Seed {
  readonly accountId: string;
  readonly name: string;
  readonly users: readonly Person[];
  readonly owes: string;
  readonly counts: Readonly<Record<string, number>>;
}

export interface SeedContext {
  /** Local milliseconds. */
  readonly now: number;
  /** Leases a number from the carrier. */
  lease(accountId: string): { readonly phoneNumberId: string; readonly phoneNumber: string };
}

const person = (userId: string, role: Person['role'], accountId: string): Person => ({
  userId,
  role,
  email: `${userId}@${accountId}.example`,
});

/** The accounts that every local run begins with; their ids begin alike. */
export const SEEDS: readonly Seed[] = [
  {
    accountId: 'acme',
    name: 'Acme Voice',
    users: [person('ada', 'owner', 'acme'), person('ben', 'member', 'acme'), person('cleo', 'member', 'acme')],
    owes: '42.17',
    counts: { profile: 1, 'phone-numbers': 3, campaigns: 3, schedules: 4, contacts: 1000, calls: 300, usage: 40 },
  },
  {
    accountId: 'acme-labs',
    name: 'Acme Labs',
    users: [person('dora', 'owner', 'acme-labs'), person('emil', 'member', 'acme-labs')],
    owes: '7.50',
    counts: { profile: 1, 'phone-numbers': 1, campaigns: 1, schedules: 1, contacts: 25, calls: 10, usage: 4 },
  },
];

/** The fewest records with an owner, a member, a number, a campaign and a bill. */
export const FEWEST_RECORDS = 5;

/** An account with so many records in all. */
export function seedOf(accountId: string, records: number): Seed {
  const counts = { 'phone-numbers': 1, campaigns: 1, usage: 1, profile: 0, schedules: 0, contacts: 0, calls: 0 };
  let rest = records - FEWEST_RECORDS;
  for (const name of ['profile', 'phone-numbers', 'campaigns', 'schedules'] as const) {
    counts[name] += rest > 0 ? 1 : 0;
    rest -= rest > 0 ? 1 : 0;
  }
  counts.usage += Math.floor(rest * 0.05);
  counts.calls = Math.floor(rest * 0.4);
  counts.contacts = rest - Math.floor(rest * 0.05) - counts.calls;
  const users = (['owner', 'member'] as const).map((role) => ({
    userId: `${accountId}-${role}`,
    role,
    email: `${role}@${domainOf(accountId)}.example`,
  }));
  return { accountId, name: `Account ${accountId}`, users, owes: '12.34', counts };
}

/** A mail domain of the account's own, though domains have a narrower alphabet than ids. */
function domainOf(accountId: string): string {
  const label = accountId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50);
  return label === accountId ? label : `${label}-${createHash('sha256').update(accountId).digest('hex').slice(0, 8)}`;
}

/** The records that an account has of a holding, keys and all, one after the other. */
export function* recordsOf(holding: HoldingSpec, seed: Seed, context: SeedContext): Generator<Fields> {
  const count = holding.kind === 'members' ? seed.users.length : (seed.counts[holding.name] ?? 0);
  for (let n = 0; n < count; n++) {
    const id = `${holding.name}-${String(n + 1).padStart(6, '0')}`;
    yield { ...keyOf(holding, seed.accountId, id), ...fieldsOf(holding, seed, n, context) };
  }
}

function keyOf({ key, index }: HoldingSpec, accountId: string, id: string): Fields {
  const own = index ? `${accountId}/${id}` : accountId;
  return { [key.partition]: own, ...(key.sort && { [key.sort]: id }), ...(index && { [index.partition]: accountId }) };
}

function fieldsOf(holding: HoldingSpec, seed: Seed, n: number, { now, lease }: SeedContext): Fields {
  const at = new Date(now - n * HOUR).toISOString();
  const fields = (DEMO_RECORDS[holding.name] ?? noteOf)(n, at, seed.name);
  switch (holding.kind) {
    case 'members': {
      const { id, role, email } = holding.user;
      const { userId, ...member } = seed.users[n]!;
      return { ...fields, [id]: userId, [role]: member.role, [email]: member.email };
    }
    case 'phone-numbers': {
      const { phoneNumberId, phoneNumber } = lease(seed.accountId);
      return { phoneNumber, [holding.numberId]: phoneNumberId, ...running(holding, n) };
    }
    case 'retained':
      return { ...fields, ...billOf(holding, seed, n) };
    case 'items':
      return { ...fields, ...running(holding, n) };
  }
}

/** What runs by itself is running, but for every third campaign, which its owner has paused. */
function running({ name, ...holding }: HoldingSpec, n: number): Fields {
  if (!('suspension' in holding) || !holding.suspension) return {};
  const { attribute, running } = holding.suspension;
  return { [attribute]: name === 'campaigns' && n % 3 === 2 ? 'paused' : running };
}

/** The first record is what is owed, where the map names one. */
function billOf({ key, balance }: Extract<HoldingSpec, { kind: 'retained' }>, { owes }: Seed, n: number): Fields {
  if (n > 0 || !balance || !key.sort) return {};
  return { type: 'balance', [key.sort]: balance.sort, [balance.amount]: owes, [balance.currency]: 'USD' };
}
