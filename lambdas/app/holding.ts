import type { Readable } from 'node:stream';

export interface Money {
  /** ISO 4217. */
  readonly currency: string;
  /** A decimal number. */
  readonly amount: string;
}

/** What the account still owes; null without billing. */
export type Balance = (accountId: string) => Promise<Money | null>;

/** A kind of thing that accounts hold. Each verb may be repeated at will; the sixth, `verify`, is a {@link Look}. */
export interface Holding {
  readonly name: string;
  readonly outcome: 'erase' | 'release' | 'terminate' | 'retain';
  /** What is kept, why, and for how many years; for `retain` alone. */
  readonly retention?: Retention;
  /** Counts up to `most`, and says so when there is more. */
  count(accountId: string, most: number): Promise<Count>;
  /** Everything of it that the account holds, page by page, from where an earlier export stopped. */
  export(accountId: string, cursor?: Cursor): AsyncIterable<ExportPage>;
  /** Its files, one by one, from where an earlier export stopped; absent where it has none. */
  files?(accountId: string, cursor?: Cursor): AsyncIterable<ExportFile>;
  suspend(accountId: string): Promise<void>;
  /** Resumes what `suspend` suspended, and nothing else. */
  resume(accountId: string): Promise<void>;
  /** Stops for good what could write, dial or sign in while the purge goes on; absent where nothing of it can. */
  fence?(accountId: string, deletionId: string): Promise<void>;
  /** Goes on from the cursor while there is time, and says where it stopped; without a cursor nothing is left. */
  erase(accountId: string, slice: Slice): Promise<Erased>;
  /** Removes what was kept and whose end has come; for `retain` alone. */
  expire?(accountId: string, slice: Slice): Promise<Erased>;
}

/** Some records of an export, as JSON has them. */
export interface ExportPage {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Goes on after this page; absent from the last. */
  readonly cursor?: Cursor | undefined;
}

/** A file of an export. */
export interface ExportFile {
  /** Below the holding's folder; a path that every system can write. */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
  /** Goes on after this file. */
  readonly cursor: Cursor;
  /** Null where it has gone since it was listed. */
  open(): Promise<Readable | null>;
}

/** What is kept, why, and for how many years from the purge. */
export interface Retention {
  readonly ground: string;
  readonly years: number;
}

/** What counting a holding takes. */
export type CountedHolding = Pick<Holding, 'name' | 'outcome' | 'retention' | 'count'>;
/** What suspending and resuming one takes. */
export type SuspendableHolding = Pick<Holding, 'name' | 'suspend' | 'resume'>;
/** What exporting one takes, and the fields that are left out of its records. */
export type ExportableHolding = Pick<Holding, 'name' | 'export' | 'files'> & { readonly omit?: readonly string[] };

/** Gives a number back to the carrier; one that it does not know any more counts as given back. */
export type ReleaseNumber = (numberId: string) => Promise<void>;

export interface Count {
  readonly count: number;
  readonly atLeast?: true;
}

export interface Slice {
  readonly cursor?: Cursor | undefined;
  readonly deletionId: string;
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
  /** How many seconds to wait before going on. @default 1 */
  readonly after?: number;
}

/** What a look at a store found: what it has of the account, and what of that should be gone. */
export interface Found {
  readonly held: number;
  readonly left: number;
  /** Where the look stopped when its time ran out; the next one counts from there. */
  readonly cursor?: Cursor;
}

/** The verb `verify`: counts by the store's own listing, and knows nothing of how things are erased. */
export type Look = (accountId: string, slice: Pick<Slice, 'cursor' | 'deletionId' | 'timeLeft'>) => Promise<Found>;

/** What is known so far of each holding by its name; what could not be looked at is not in it. */
export type Sighting = Readonly<Record<string, Found>>;

/** Has somebody else look at all holdings, from where an earlier look stopped. */
export type Verify = (question: {
  readonly accountId: string;
  readonly deletionId: string;
  readonly so: Sighting;
  /** The names of the holdings to look at. */
  readonly holdings: readonly string[];
  /** How long to look, milliseconds. */
  readonly time: number;
}) => Promise<Sighting>;
