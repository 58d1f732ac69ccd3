/**
 * What follows from a change and is not yet done, or falls due later. It is written in the same transaction as
 * the change, and goes once it is done: so nothing that was promised can be lost.
 */
export type Owed = OwedSchedule | OwedSuspension | OwedPurge | OwedNotice;

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
  | { readonly notice: 'account-deleted'; readonly deletedAt: Date };

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
