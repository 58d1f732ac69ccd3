import type { Archive } from '../domain/export.ts';
import { deletionFolder } from './ledger-paths.ts';

/** What a final export is of; nothing personal. */
export interface FinalExportWake {
  readonly accountId: string;
  readonly deletionId: string;
  /** Under which it lies: `<receiptId>/1.zip`, `<receiptId>/2.zip` … */
  readonly receiptId: string;
}

/** The sealed copies of what deleted accounts held. All calls may be repeated. */
export interface FinalExports {
  /**
   * Has one taken, and does not wait for it: it is whole once the ledger has {@link finalExportPath}. Answers the
   * execution that takes it, as `HasEnded` knows it. The same attempt is the same execution, dead or alive.
   */
  start(wake: FinalExportWake, attempt: number): Promise<string>;
  /** Locks every version of it until then; a lock is never shortened. */
  keepUntil(receiptId: string, until: Date): Promise<void>;
  /** Destroys every version of it. @throws while one of them is locked */
  destroy(receiptId: string): Promise<void>;
}

/** What the ledger says of a final export that is whole. */
export interface FinalExportEntry {
  readonly receiptId: string;
  readonly archives: readonly Archive[];
}

/** Where the ledger says that a deletion's final export is whole: {@link FinalExportEntry}, as JSON. */
export const finalExportPath = (deletionId: string): string => `${deletionFolder(deletionId)}final-export.json`;

/** Below this lie the archives of a final export. */
export const finalExportFolder = (receiptId: string): string => `${receiptId}/`;
