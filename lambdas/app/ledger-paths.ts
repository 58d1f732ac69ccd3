import type { OwedEntry } from '../domain/owed.ts';
import type { Sequel } from '../domain/receipt.ts';

/** Where the ledger keeps a receipt: whoever has its id may read it. */
export const receiptPath = (receiptId: string): string => `receipts/${receiptId}/receipt.jws`;

/** Beside its receipt, and told apart by what happened, and when. */
export const sequelPath = ({ receiptId, sequel, at }: Sequel): string =>
  `receipts/${receiptId}/${sequel}-${at.toISOString().replaceAll(/[-:]/g, '')}.jws`;

/** What a deletion's folder says of its confirmation, and of its cancel: `{ accountId, deletionId, at }`. */
export const entryPath = ({ deletionId, entry }: Pick<OwedEntry, 'deletionId' | 'entry'>): string =>
  `deletions/${deletionId}/${entry}.json`;

/** What a deletion's folder says of its receipt: `{ receiptId }`. */
export const pointerPath = (deletionId: string): string => `deletions/${deletionId}/receipt.json`;

/** Everything that is said of a deletion stands below this. */
export const deletionFolder = (deletionId: string): string => `deletions/${deletionId}/`;

/** That a purge has begun: `{ accountId, deletionId, at }`. */
export const claimPath = (deletionId: string): string => `${deletionFolder(deletionId)}claimed.json`;

/** How much there was of each holding before anything was erased. */
export const countsPath = (deletionId: string): string => `${deletionFolder(deletionId)}counted.json`;
