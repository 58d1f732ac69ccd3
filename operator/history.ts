import { accountFolder, deletionFolder, operatorsFolder, receiptFolder } from '../lambdas/app/ledger-paths.ts';
import type { Ledger } from '../lambdas/app/ports.ts';

/** Something that the ledger says of an account. */
export interface Event {
  /** `confirmed`, `held`, `receipt`, or a sequel. */
  readonly what: string;
  /** Null where the entry says no time. */
  readonly at: string | null;
  readonly deletionId?: string;
  /** What else it says; nothing personal. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Says no more than that it is there: the counts, and the archives. */
const LONG = ['counted', 'final-export'];

/** All that the ledger says of an account, oldest first; `known`: the deletion that the table knows of. */
export async function historyOf(ledger: Ledger, accountId: string, known: string | null): Promise<readonly Event[]> {
  const [pointers, acts] = await Promise.all([
    ledger.below(accountFolder(accountId)),
    ledger.below(operatorsFolder(accountId)),
  ]);
  const deletions = new Set([...pointers.map(nameOf), ...(known === null ? [] : [known])]);
  const folders = await Promise.all([...deletions].map((deletionId) => ofDeletion(ledger, deletionId)));
  const events = [...(await Promise.all(acts.map((path) => read(ledger, path)))), ...folders.flat()];
  return events.sort((a, b) => (a.at ?? '9').localeCompare(b.at ?? '9'));
}

async function ofDeletion(ledger: Ledger, deletionId: string): Promise<Event[]> {
  const entries = await Promise.all((await ledger.below(deletionFolder(deletionId))).map((path) => read(ledger, path)));
  const events = entries.map((event) => ({ ...event, deletionId }));
  const receiptId = events.find(({ what }) => what === 'receipt')?.facts.receiptId;
  const signed = typeof receiptId === 'string' ? await ledger.below(receiptFolder(receiptId)) : [];
  const sequels = signed.filter((path) => !path.endsWith('/receipt.jws'));
  return [...events, ...sequels.map((path) => ({ ...named(path), deletionId, facts: {} }))];
}

async function read(ledger: Ledger, path: string): Promise<Event> {
  const { what, at } = named(path);
  const { at: said, deletedAt, accountId: _, deletionId: __, ...facts } = JSON.parse((await ledger.read(path)) ?? '{}');
  return { what, at: said ?? deletedAt ?? at, facts: LONG.includes(what) ? {} : facts };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

/** What the name of an entry says: `held-20260301T120000.250Z` was held at that moment. */
function named(path: string): { what: string; at: string | null } {
  const name = nameOf(path);
  const [, what = name, date, time] = /^(.+)-(\d{8})T(\d{6}\.\d{3})Z$/.exec(name) ?? [];
  if (!date || !time) return { what, at: null };
  const parts = [date.slice(0, 4), date.slice(4, 6), date.slice(6)].join('-');
  return { what, at: `${parts}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z` };
}
