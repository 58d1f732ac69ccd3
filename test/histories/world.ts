import type { Mail, OwedKey } from '../../lambdas/app/ports.ts';
import { type Belongings, belongings } from './belongings.ts';
import type { Run } from './durable.ts';
import { type Track, track } from './track.ts';

export const FIRST = 'acme';
export const SECOND = 'bolt';
/** What every address ends in: what is searched for where nothing personal may be. */
export const DOMAIN = '@example.com';

/** What every link's token holds: it is searched for wherever anything is kept. */
export const SECRET = 'secret-';

export interface Person {
  readonly accountId: string;
  readonly userId: string;
  role: 'owner' | 'member';
  email: string;
  verified: boolean;
  signedInAt: number;
}

/** What the service's functions tell each other through something that may delay, double or lose it. */
export type Message =
  | { readonly to: 'purge' | 'export'; readonly wake: unknown }
  | { readonly to: 'follow' | 'publish'; readonly keys: readonly OwedKey[] };

export interface Schedule {
  readonly at: number;
  readonly message: Message;
}

export const PORTS = [
  'mail',
  'bus',
  'ledger',
  'schedules',
  'invoke',
  'holdings',
  'verifier',
  'members',
  'archives',
] as const;
export type Port = (typeof PORTS)[number];

/** The next calls of a port fail, before or after they have had their effect. */
export interface Fault {
  readonly port: Port;
  readonly after: boolean;
  left: number;
}

export interface Published {
  readonly accountId: string;
  readonly number: number;
  readonly event: string;
  readonly told: string;
}

/** Everything that there is in one history, but the state table. */
export interface World {
  /** Milliseconds; each process's clock is a little beside it. */
  now: number;
  readonly skews: readonly number[];
  readonly people: readonly Person[];
  readonly tracks: ReadonlyMap<string, Track>;
  readonly belongings: ReadonlyMap<string, Belongings>;
  /** The links' tokens, in the order in which they were made. */
  readonly tokens: string[];
  /** Every address that anybody ever had, by account. */
  readonly addresses: Map<string, Set<string>>;
  /** The stream's records, by reader. */
  readonly stream: { readonly follow: OwedKey[]; readonly publish: OwedKey[] };
  readonly messages: Message[];
  readonly schedules: Map<string, Schedule>;
  readonly runs: Run[];
  readonly sent: Mail[];
  readonly published: Published[];
  readonly ledger: Map<string, string>;
  /** The archives of exports, by their keys. */
  readonly archives: Set<string>;
  /** Until when no final export of a receipt can be destroyed. */
  readonly locks: Map<string, number>;
  readonly faults: Fault[];
  lastId: number;
  readonly seen: Map<string, number>;
  /** What was found to be wrong, wherever that was. */
  readonly wrong: Error[];
}

const START = Date.UTC(2026, 2, 1, 12, 0, 0, 250);

/** Two accounts, five users, nothing done yet. */
export function newWorld(skews: readonly number[]): World {
  const person = (accountId: string, userId: string, role: Person['role']): Person => ({
    accountId,
    userId,
    role,
    email: userId + DOMAIN,
    verified: true,
    signedInAt: START - 60_000,
  });
  const people = [
    person(FIRST, 'ada', 'owner'),
    person(FIRST, 'bob', 'member'),
    person(SECOND, 'cyd', 'owner'),
    person(FIRST, 'amy', 'member'),
    person(SECOND, 'dan', 'member'),
  ];
  return {
    now: START,
    skews,
    people,
    tracks: new Map([FIRST, SECOND].map((id) => [id, track(id)])),
    belongings: new Map([FIRST, SECOND].map((id) => [id, belongings()])),
    tokens: [],
    addresses: new Map([FIRST, SECOND].map((id) => [id, new Set(ofAccount(people, id).map(({ email }) => email))])),
    stream: { follow: [], publish: [] },
    messages: [],
    schedules: new Map(),
    runs: [],
    sent: [],
    published: [],
    ledger: new Map(),
    archives: new Set(),
    locks: new Map(),
    faults: [],
    lastId: 0,
    seen: new Map(),
    wrong: [],
  };
}

const ofAccount = (people: readonly Person[], id: string) => people.filter(({ accountId }) => accountId === id);
