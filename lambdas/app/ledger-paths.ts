import type { Entry } from '../domain/owed.ts';
import type { Sequel } from '../domain/receipt.ts';

/** Where the ledger keeps a receipt: whoever has its id may read it. */
export const receiptPath = (receiptId: string): string => `${receiptFolder(receiptId)}receipt.jws`;

/** A receipt and its sequels stand below this. */
export const receiptFolder = (receiptId: string): string => `receipts/${receiptId}/`;

/** Beside its receipt, and told apart by what happened, and when. */
export const sequelPath = ({ receiptId, sequel, at }: Sequel): string =>
  `receipts/${receiptId}/${sequel}-${stamp(at)}.jws`;

/** What a deletion's folder says once: `{ accountId, deletionId, at }`, and by which operator, if it was one. */
export const entryPath = ({ deletionId, entry }: Pick<Once, 'deletionId' | 'entry'>): string =>
  `deletions/${deletionId}/${entry}.json`;

type Once = Extract<Entry, { entry: 'confirmed' | 'requested' | 'cancelled' }>;

/** The deletions that an account ever had stand below this, each as its first entry says. */
export const accountFolder = (accountId: string): string => `accounts/${accountId}/`;

/** What operators did to an account that had no deletion stands below this. */
export const operatorsFolder = (accountId: string): string => `operators/${accountId}/`;

/** Where an entry is to stand. What operators may do again is told apart by the moment. */
export function entryPaths(told: Entry, accountId: string, at: Date): readonly string[] {
  switch (told.entry) {
    case 'confirmed':
    case 'requested':
      return [entryPath(told), `${accountFolder(accountId)}${told.deletionId}.json`];
    case 'cancelled':
      return [entryPath(told)];
    default: {
      const folder = told.deletionId === null ? operatorsFolder(accountId) : deletionFolder(told.deletionId);
      return [`${folder}${told.entry}-${stamp(at)}.json`];
    }
  }
}

/** That an operator asked to open a deletion's final export, or opened it: `FinalExportAct`. */
export const finalExportActPath = (deletionId: string, what: 'asked' | 'opened', at: Date): string =>
  `${deletionFolder(deletionId)}final-export-${what}-${stamp(at)}.json`;

/** That all purges were paused, or may go on, from that moment: `{ by, reason, at }`. */
export const pausePath = (what: 'paused' | 'go', at: Date): string => `operators/${what}-${stamp(at)}.json`;

const stamp = (at: Date): string => at.toISOString().replaceAll(/[-:]/g, '');

/** What a deletion's folder says of its receipt: `{ receiptId }`. */
export const pointerPath = (deletionId: string): string => `deletions/${deletionId}/receipt.json`;

/** Everything that is said of a deletion stands below this. */
export const deletionFolder = (deletionId: string): string => `deletions/${deletionId}/`;

/** That a purge has begun: `{ accountId, deletionId, at }`. */
export const claimPath = (deletionId: string): string => `${deletionFolder(deletionId)}claimed.json`;

/** How much there was of each holding before anything was erased. */
export const countsPath = (deletionId: string): string => `${deletionFolder(deletionId)}counted.json`;

/** How a purge ended: `{ deletedAt, finalExportUntil? }`, which the receipt and everybody else tell alike. */
export const endPath = (deletionId: string): string => `${deletionFolder(deletionId)}ended.json`;

/** That past deletions were reapplied after a restore: `{ by, reason, at, since }`. */
export const reappliedPath = (at: Date): string => `operators/reapplied-${stamp(at)}.json`;
