import type { Account } from '../domain/account.ts';
import type { AccountEvent, Owed, OwedEntry, OwedEvent, OwedNotice } from '../domain/owed.ts';
import type { Cursor } from './holding.ts';

/** The current moment; the only way that anything learns it. */
export type Clock = () => Date;

/** Compare-and-set over whole accounts. */
export interface Accounts {
  /** The account as it stands, read consistently; one that was never stored is an active one. */
  load(accountId: string): Promise<Account>;
  /**
   * Loads, decides, and saves if nothing changed in between, else begins again. Deciding on the very same object
   * saves nothing. What `decide` throws is thrown. Resolves with the account as it is stored now, which is what a
   * following change may begin with as `known`, to save itself the load. With `unlessPaused` nothing is saved while all
   * purges are paused: then it resolves with the account as it was loaded, whatever was decided.
   */
  change<A extends Account>(
    accountId: string,
    decide: (account: Account) => A,
    known?: Account,
    when?: { readonly unlessPaused: boolean },
  ): Promise<A>;
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
  /** Makes the schedule that wakes the purge if there is none; says whether there was none. */
  ensurePurge(wake: PurgeWake, at: Date): Promise<boolean>;
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

/** Whether an execution of the purge has ended, well or not; one that nobody knows any more has. */
export type HasEnded = (execution: string) => Promise<boolean>;

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

/** What else is owed to the world outside: events and ledger entries. Telling them twice does no harm. */
export interface Tellings {
  /** Null if it is done already. */
  read(key: OwedKey): Promise<OwedEvent | OwedEntry | null>;
  done(key: OwedKey): Promise<void>;
}

/** Puts an event on the bus. `number`: the revision of the account that it tells of. */
export type PublishEvent = (event: AccountEvent & PublishedWith) => Promise<void>;

export interface PublishedWith {
  readonly accountId: string;
  readonly number: number;
  readonly at: Date;
}

/** Purges wait in a line of their own: whatever piles up in one line keeps nobody waiting in the other. */
export type Line = 'purges' | 'all else';

/**
 * The sparse index of all that is owed: what one line has due at a moment, in batches, the oldest first. A line may have
 * several places; each is read by itself.
 */
export type DueItems = (line: Line, at: Date) => readonly AsyncIterable<readonly DueItem[]>[];

export type DueItem = OwedKey & Pick<Owed, 'kind' | 'dueAt'>;

/** Does what is owed again, as the table's stream would, without waiting for it. */
export type DoAgain = (keys: readonly OwedKey[]) => Promise<void>;

/** An execution that survives the process it runs in: what a step returned is not done again. */
export interface Execution {
  /** Names the execution for good. */
  readonly id: string;
  /** Runs until it has succeeded once, with back-off, for three days or, `briefly`, for an hour. Returns JSON. */
  step<T>(name: string, run: () => Promise<T>, patience?: 'briefly'): Promise<T>;
  wait(name: string, seconds: number): Promise<void>;
  /** Runs one branch for each item, side by side; answers the names of those that failed for good. */
  sideBySide<I extends { readonly name: string }>(
    name: string,
    items: readonly I[],
    branch: (item: I, execution: Execution) => Promise<void>,
  ): Promise<readonly string[]>;
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

/**
 * Signs for the service: ES256. What is signed can be checked with the public key that the API publishes under
 * `keyId`.
 */
export interface Signer {
  readonly keyId: string;
  /** The signature of some bytes: r and s, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The one append-only record outside every table; no personal data. */
export interface Ledger {
  /** Adds an entry; where there is one already, it stays as it is. */
  add(path: string, body: string): Promise<void>;
  read(path: string): Promise<string | null>;
  /** The paths of the entries below a path that ends in `/`. */
  below(path: string): Promise<readonly string[]>;
}
