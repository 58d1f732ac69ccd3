import type { Account } from '../domain/account.ts';
import type { Owed, OwedNotice } from '../domain/owed.ts';

/** The current moment; the only way that anything learns it. */
export type Clock = () => Date;

/** Compare-and-set over whole accounts. */
export interface Accounts {
  /** The account as it stands, read consistently; one that was never stored is an active one. */
  load(accountId: string): Promise<Account>;
  /**
   * Loads, decides, and saves if nothing changed in between, else begins again. Deciding on the very same object
   * saves nothing. What `decide` throws is thrown. Resolves with the account as it is stored now, which is what a
   * following change may begin with as `known`, to save itself the load.
   */
  change<A extends Account>(accountId: string, decide: (account: Account) => A, known?: Account): Promise<A>;
  /** Removes owed items that are done, if the account is still as it was loaded; says whether it was. */
  settle(account: Account, done: readonly Owed[]): Promise<boolean>;
}

/** What a mail is about: what becomes of it later is told back with this, and with nothing personal. */
export interface MailSubject {
  readonly accountId: string;
  /** `confirm-deletion`, or the notice. */
  readonly what: string;
  readonly deletionId?: string;
}

export interface Mail {
  readonly about: MailSubject;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Hands a mail over; resolves with the mail service's yes, and rejects on anything else. */
export type SendMail = (mail: Mail) => Promise<void>;

/** A deletion's two one-shot schedules: for its purge, and for the reminder. All calls may be repeated. */
export interface Schedules {
  /** Makes the schedule that wakes the purge, or moves the one that is there. */
  putPurge(wake: PurgeWake, at: Date): Promise<void>;
  /** Makes the schedule that has the reminders sent, or moves the one that is there. */
  putReminder(deletionId: string, reminders: readonly OwedKey[], at: Date): Promise<void>;
  /** Drops both. */
  drop(deletionId: string): Promise<void>;
}

/** What wakes a purge carries; nothing personal. */
export interface PurgeWake {
  readonly accountId: string;
  readonly deletionId: string;
}

/** Starts a purge without waiting for it. */
export type StartPurge = (wake: PurgeWake) => Promise<void>;

/** Where an owed item is kept. */
export interface OwedKey {
  readonly accountId: string;
  readonly id: string;
}

/** Notices, taken by one sender at a time. */
export interface Notices {
  /** Takes the notice until a moment; null if it is gone, not due, or taken by another until later than `now`. */
  take(key: OwedKey, now: Date, until: Date): Promise<TakenNotice | null>;
  /** Notes how far the telling has come; false if the notice has been replaced meanwhile. */
  told(key: OwedKey, cursor: Cursor): Promise<boolean>;
  /** Gives a notice back that could not be sent. */
  release(key: OwedKey): Promise<void>;
  /** Forgets a notice that was sent. */
  done(key: OwedKey): Promise<void>;
}

export interface TakenNotice {
  readonly notice: OwedNotice;
  /** Who has heard it: whoever comes up to here. */
  readonly cursor?: Cursor | undefined;
}

/** The sparse index of all that is owed: the oldest `most` items due at `now`. */
export type DueItems = (now: Date, most: number) => Promise<readonly OwedKey[]>;

/** Does what is owed again, as the table's stream would, without waiting for it. */
export type DoAgain = (keys: readonly OwedKey[]) => Promise<void>;

/** An execution that survives the process it runs in: what a step returned is not done again. */
export interface Execution {
  /** Names the execution for good. */
  readonly id: string;
  /** Runs once it has succeeded; until then it is retried with back-off. Returns JSON. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  wait(name: string, seconds: number): Promise<void>;
  /** Runs one branch for each item, side by side. */
  sideBySide<I extends { readonly name: string }, T>(
    name: string,
    items: readonly I[],
    branch: (item: I, execution: Execution) => Promise<T>,
  ): Promise<readonly T[]>;
  /** Milliseconds left to the running step before its process is ended. */
  timeLeft(): number;
}

/** The account's users, as the data map's `members` holding knows them. */
export interface Members {
  /** The owner's address; null if there is none. */
  ownerAddress(accountId: string): Promise<string | null>;
  /** The addresses of all but the owner, after the cursor; each with the cursor that comes after it. */
  others(accountId: string, cursor?: Cursor): AsyncIterable<{ readonly address: string; readonly cursor: Cursor }>;
}

export interface Money {
  /** ISO 4217. */
  readonly currency: string;
  /** A decimal number. */
  readonly amount: string;
}

/** What the account still owes; null without billing. */
export type Balance = (accountId: string) => Promise<Money | null>;

/** A kind of thing that accounts hold, with its six verbs; each may be repeated at will. */
export interface Holding {
  readonly name: string;
  readonly outcome: 'erase' | 'release' | 'terminate' | 'retain';
  /** What is kept, why, and for how many years; for `retain` alone. */
  readonly retention?: { readonly ground: string; readonly years: number };
  /** Counts up to `most`, and says so when there is more. */
  count(accountId: string, most: number): Promise<Count>;
  /** Everything of it that the account holds, record by record. */
  export(accountId: string): AsyncIterable<Readonly<Record<string, unknown>>>;
  suspend(accountId: string): Promise<void>;
  /** Resumes what `suspend` suspended, and nothing else. */
  resume(accountId: string): Promise<void>;
  /** Goes on from the cursor while there is time, and says where it stopped; without a cursor nothing is left. */
  erase(accountId: string, slice: Slice): Promise<Erased>;
  /** How many are left that should be gone, by the store's own listing. */
  verify(accountId: string): Promise<number>;
}

/** A holding where nothing may be erased: all that a function needs that counts, suspends or resumes. */
export type KeptHolding = Omit<Holding, 'erase'>;

/** Gives a number back to the carrier; one that it does not know any more counts as given back. */
export type ReleaseNumber = (numberId: string) => Promise<void>;

export interface Count {
  readonly count: number;
  readonly atLeast?: true;
}

export interface Slice {
  readonly cursor?: Cursor | undefined;
  /** When the purge began: the same in every slice. */
  readonly startedAt: Date;
  /** Milliseconds left. */
  timeLeft(): number;
}

/** Where a slice stopped; JSON. */
export type Cursor = Readonly<Record<string, unknown>>;

export interface Erased {
  readonly erased: number;
  readonly cursor?: Cursor;
}
