/**
 * What follows from a change and is not yet done, or falls due later. It is written in the same transaction as
 * the change, and goes once it is done: so nothing that was promised can be lost.
 */
export type Owed =
  | OwedSchedule
  | OwedSuspension
  | OwedPurge
  | OwedExpiry
  | OwedNotice
  | OwedEvent
  | OwedEntry
  | OwedHoldEnd
  | OwedCheck
  | OwedRetentionEnd
  | OwedBackupsEnd
  | OwedFinalExportEnd
  | OwedExport;

interface Due {
  /** Where it is kept; absent until it has been saved. */
  readonly id?: string;
  readonly dueAt: Date;
}

/** The schedules of this deletion are to agree with its state: made, moved or dropped. */
export interface OwedSchedule extends Due {
  readonly kind: 'schedule';
  readonly deletionId: string;
}

/** What runs by itself in the account is to agree with its status: suspended or resumed. */
export interface OwedSuspension extends Due {
  readonly kind: 'suspension';
}

/** This deletion is to be purged, whether or not a schedule wakes it. */
export interface OwedPurge extends Due {
  readonly kind: 'purge';
  readonly deletionId: string;
}

/** What a mail tells, and the date that it names. */
export type Notice =
  | { readonly notice: 'deletion-scheduled' | 'deletion-reminder'; readonly purgeAt: Date }
  | { readonly notice: 'deletion-cancelled' | 'account-deactivated' | 'account-reactivated' }
  | { readonly notice: 'export-ready'; readonly availableUntil: Date }
  | {
      readonly notice: 'account-deleted';
      readonly deletedAt: Date;
      readonly receiptId: string;
      /** Until when a final export can be asked for, where one was made. */
      readonly finalExportUntil?: Date | undefined;
    };

/** A mail to the owner: to `to`, and to the address that the members list knows while there is one. */
interface ToOwner extends Due {
  readonly kind: 'notice';
  readonly audience: 'owner';
  /** The address of who acted; null where only the members list can know one. */
  readonly to: string | null;
}

/** A mail to each member. */
interface ToMembers extends Due {
  readonly kind: 'notice';
  readonly audience: 'members';
}

export type OwedNotice = (ToOwner | ToMembers) & Notice;

/** A request that nobody has confirmed by then is to end. */
export interface OwedExpiry extends Due {
  readonly kind: 'expiry';
  readonly deletionId: string;
}

/** What other services are told of an account. */
export type AccountEvent =
  | { readonly event: 'AccountDeactivated' | 'AccountReactivated' }
  | { readonly event: 'AccountDeletionRequested'; readonly deletionId: string; readonly confirmBy: Date }
  | { readonly event: 'AccountDeletionScheduled'; readonly deletionId: string; readonly purgeAt: Date }
  | { readonly event: 'AccountDeletionCancelled' | 'AccountDeletionExpired'; readonly deletionId: string }
  | {
      readonly event: 'AccountDeleted';
      readonly deletionId: string;
      readonly deletedAt: Date;
      readonly receiptId: string;
    };

/** The event is to be on the bus; it happened at `dueAt`. */
export type OwedEvent = Due & { readonly kind: 'event' } & AccountEvent;

/** An operator's: who, by the id of their principal in IAM, and the case that it is done for; nothing personal. */
export interface Act {
  readonly by: string;
  readonly reason: string;
}

/** What the ledger says of an account. */
export type Entry =
  /** Once in a deletion; by an operator, or by the owner. */
  | ({ readonly entry: 'confirmed' | 'requested' | 'cancelled'; readonly deletionId: string } & Partial<Act>)
  | (Act & { readonly entry: 'retried'; readonly deletionId: string; readonly withoutFinalExport?: true | undefined })
  /** With the deletion that it stops, if there is one. */
  | (Act & { readonly entry: 'held'; readonly deletionId: string | null; readonly until: Date | null })
  /** `hold-ended`: by its date; who placed it said so. */
  | (Act & { readonly entry: 'released' | 'hold-ended'; readonly deletionId: string | null });

/** The ledger is to say it; it was so at `dueAt`. */
export type OwedEntry = Due & { readonly kind: 'entry' } & Entry;

/** A legal hold ends by its date. */
export interface OwedHoldEnd extends Due {
  readonly kind: 'hold-end';
}

/** A dead account is to be looked at again, for what was written to it after the purge. */
export interface OwedCheck extends Due {
  readonly kind: 'check';
}

/** What a dead account's holdings keep until then is to go. */
export interface OwedRetentionEnd extends Due {
  readonly kind: 'retention-end';
  /** The names of the holdings. */
  readonly holdings: readonly string[];
}

/** The final export is to be destroyed. */
export interface OwedFinalExportEnd extends Due {
  readonly kind: 'final-export-end';
}

/** By then the last backup is gone that knew the account. */
export interface OwedBackupsEnd extends Due {
  readonly kind: 'backups-end';
}

/**
 * `export`: an export is to be prepared; owed until it is ready, has failed or is gone. `export-end`: what is left of one
 * is to go.
 */
export interface OwedExport extends Due {
  readonly kind: 'export' | 'export-end';
  readonly exportId: string;
}
