import { Fault } from './fault.ts';
import type { Act, Owed } from './owed.ts';
import { DAY, HOUR } from './time.ts';

/** How long a confirmation link is good. */
export const LINK_LIFE = 24 * HOUR;
/** How long the owner can change their mind after the confirmation. */
export const GRACE_PERIOD = 7 * DAY;

export type Delivery = 'sent' | 'failed' | 'bounced' | 'complained';

export interface AwaitingConfirmation {
  readonly state: 'awaiting-confirmation';
  readonly deletionId: string;
  readonly requestedAt: Date;
  /** The link is good before this moment. */
  readonly confirmBy: Date;
  /** Where the link went and how; gone a while after `confirmBy`. */
  readonly mail?: { readonly sentTo: string; readonly delivery: Delivery };
}

export interface Scheduled {
  readonly state: 'scheduled';
  readonly deletionId: string;
  readonly requestedAt: Date;
  readonly confirmedAt: Date;
  readonly purgeAt: Date;
  /** Whom to tell; kept until the last mail is owed. */
  readonly addresses: readonly string[];
}

export interface Purging extends Omit<Scheduled, 'state'> {
  readonly state: 'purging';
  readonly startedAt: Date;
  /** ARN of the execution that has claimed the purge: only it goes on. */
  readonly execution: string;
  /** Of the receipt that is to come; 256 random bits, for who has it may read the receipt. */
  readonly receiptId: string;
  /** What could not be done in three days; nobody goes on until an operator says so. */
  readonly quarantined?: { readonly at: Date; readonly holdings: readonly string[] } | undefined;
  /** By an operator's word the purge goes on without a final export. */
  readonly finalExportWaived?: true | undefined;
}

/** One attempt to delete the account; a field exists only in the states that have it. */
export type Deletion = AwaitingConfirmation | Scheduled | Purging;

/** The newest confirmation link; all older ones are dead. */
export interface Link {
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string;
  /** The user who asked, and who alone may confirm. */
  readonly asker: string;
  readonly confirmBy: Date;
  readonly outcome: 'waiting' | 'confirmed' | 'cancelled';
}

/** An operator's word, for the law, that nothing of the account may be destroyed. */
export interface Hold extends Act {
  readonly at: Date;
  /** From then on it is no hold any more; null: until it is released. */
  readonly until: Date | null;
}

/** One ZIP of an export. */
export interface Archive {
  /** The file's name, as it is shown and saved. */
  readonly name: string;
  readonly bytes: number;
  /** Of the whole archive, hex. */
  readonly sha256: string;
}

/** A copy of the account's data that its owner has asked for. */
export type Export = { readonly exportId: string; readonly requestedAt: Date } & (
  | {
      readonly state: 'preparing';
      /** The verified address of who asked; null without one. Gone with this state. */
      readonly to: string | null;
      /** ARN of the execution that prepares it; absent until one has claimed it. */
      readonly execution?: string | undefined;
    }
  | {
      readonly state: 'ready';
      readonly archives: readonly Archive[];
      readonly readyAt: Date;
      /** From then on the archives are gone. */
      readonly availableUntil: Date;
    }
  | { readonly state: 'failed' }
);

/** An account that lives; one that was never stored is an active one with `rev` 0. */
export interface LivingAccount {
  readonly accountId: string;
  /** Raised by every change; a save holds only against the revision that was loaded. */
  readonly rev: number;
  readonly status: 'active' | 'deactivated';
  readonly deletion: Deletion | null;
  readonly latestLink: Link | null;
  readonly hold?: Hold | undefined;
  /** When links were asked for, and when it was deactivated or reactivated, within the last hour. */
  readonly asked: readonly Date[];
  readonly switched: readonly Date[];
  /** When members were told of something, within the last day; also when they will be, if that is later. */
  readonly told: readonly Date[];
  /** Oldest first; each goes a week after it was made, so there are at most some tens. */
  readonly exports: readonly Export[];
  /** When exports were asked for, within the last day. */
  readonly exported: readonly Date[];
  /** When the newest export was ready. */
  readonly lastExportAt?: Date | undefined;
  readonly owed: readonly Owed[];
}

/** A tombstone: the id is dead, and nothing personal is left. */
export interface DeletedAccount {
  readonly accountId: string;
  readonly rev: number;
  readonly status: 'deleted';
  readonly deletionId: string;
  readonly deletedAt: Date;
  readonly receiptId: string;
  /** Until when the final export can be asked for; absent where none was made. */
  readonly finalExportUntil?: Date | undefined;
  readonly owed: readonly Owed[];
}

export type Account = LivingAccount | DeletedAccount;

export const untouched = (accountId: string): LivingAccount => ({
  accountId,
  rev: 0,
  status: 'active',
  deletion: null,
  latestLink: null,
  asked: [],
  switched: [],
  told: [],
  exports: [],
  exported: [],
  owed: [],
});

/** Whether the account lives, and has a deletion in this state. */
export const isIn = <S extends Deletion['state']>(
  account: Account,
  state: S,
): account is LivingAccount & { readonly deletion: Extract<Deletion, { readonly state: S }> } =>
  account.status !== 'deleted' && account.deletion?.state === state;

/** The account, if it lives. @throws Fault `account-deleted` */
export function living(account: Account): LivingAccount {
  if (account.status !== 'deleted') return account;
  const { deletedAt, finalExportUntil } = account;
  throw new Fault('account-deleted', { deletedAt, finalExportUntil });
}

/** A living account whose purge has not begun: the only kind that anybody can change. */
export type OpenAccount = LivingAccount & { readonly deletion: Exclude<Deletion, Purging> | null };

/** The account, if it can still be changed. @throws Fault `account-deleted`, `deletion-in-progress` */
export function open(account: Account): OpenAccount {
  const alive = living(account);
  if (!isOpen(alive)) throw new Fault('deletion-in-progress');
  return alive;
}

const isOpen = (account: LivingAccount): account is OpenAccount => account.deletion?.state !== 'purging';

/** The deletion as of `now`: a request that nobody confirmed in time is no deletion any more. */
export function currentDeletion<D extends Deletion>(account: { readonly deletion: D | null }, now: Date): D | null {
  const { deletion } = account;
  return deletion?.state === 'awaiting-confirmation' && now >= deletion.confirmBy ? null : deletion;
}
