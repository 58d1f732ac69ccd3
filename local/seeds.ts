import { createHash } from 'node:crypto';
import type { User } from './issuer.ts';

/** A user of an account, as `GET /_local` lists it. */
export type Person = Omit<User, 'accountId'>;

/** One account of the demo voice platform. */
export interface Seed {
  readonly accountId: string;
  readonly name: string;
  /** Its members; each is a user of the pool too. */
  readonly users: readonly Person[];
  readonly owes: string;
  /** How many records it has of each other holding, by name. */
  readonly counts: Readonly<Record<string, number>>;
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
    counts: {
      profile: 1,
      'phone-numbers': 3,
      campaigns: 3,
      schedules: 4,
      contacts: 1000,
      calls: 300,
      recordings: 6,
      usage: 40,
    },
  },
  {
    accountId: 'acme-labs',
    name: 'Acme Labs',
    users: [person('dora', 'owner', 'acme-labs'), person('emil', 'member', 'acme-labs')],
    owes: '7.50',
    counts: {
      profile: 1,
      'phone-numbers': 1,
      campaigns: 1,
      schedules: 1,
      contacts: 25,
      calls: 10,
      recordings: 1,
      usage: 4,
    },
  },
];

/** The fewest records: an owner and a member, the user of each in the pool, a number, a campaign and a bill. */
export const FEWEST_RECORDS = 7;

const MOST_RECORDINGS = 1_000;

/** An account with so many records in all. */
export function seedOf(accountId: string, records: number): Seed {
  const counts = { 'phone-numbers': 1, campaigns: 1, usage: 1, profile: 0, schedules: 0, contacts: 0, calls: 0 };
  let rest = records - FEWEST_RECORDS;
  for (const name of ['profile', 'phone-numbers', 'campaigns', 'schedules'] as const) {
    counts[name] += rest > 0 ? 1 : 0;
    rest -= rest > 0 ? 1 : 0;
  }
  const recordings = Math.min(MOST_RECORDINGS, Math.floor(rest * 0.02));
  counts.usage += Math.floor(rest * 0.05);
  counts.calls = Math.floor(rest * 0.4);
  counts.contacts = rest - Math.floor(rest * 0.05) - counts.calls - recordings;
  const users = (['owner', 'member'] as const).map((role) => ({
    userId: `${accountId}-${role}`,
    role,
    email: `${role}@${domainOf(accountId)}.example`,
  }));
  return { accountId, name: `Account ${accountId}`, users, owes: '12.34', counts: { ...counts, recordings } };
}

/** A mail domain of the account's own, though domains have a narrower alphabet than ids. */
function domainOf(accountId: string): string {
  const label = accountId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50);
  return label === accountId ? label : `${label}-${createHash('sha256').update(accountId).digest('hex').slice(0, 8)}`;
}
