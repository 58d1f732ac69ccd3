import { finalExportFolder } from './final-export.ts';
import type { Clock } from './ports.ts';

/** Versions of objects that are locked, below a folder. */
export interface Vault {
  /** Locks them until then, unless they are locked for longer; answers how many there are. */
  lockUntil(folder: string, until: Date): Promise<number>;
  /** Destroys them, unfinished uploads too; answers how many there were. @throws while one of them is locked */
  destroy(folder: string): Promise<number>;
}

/** What is to become of a final export. */
export type Keep =
  | { readonly receiptId: string; readonly keepUntil: Date }
  | { readonly receiptId: string; readonly destroy: true };

/** Has a final export stay until its end, and go then; answers how many versions it has or had. May be repeated. */
export const keepFinalExport =
  (vault: Vault, clock: Clock) =>
  async (keep: Keep): Promise<{ readonly versions: number }> => {
    const folder = finalExportFolder(keep.receiptId);
    if ('destroy' in keep) return { versions: await vault.destroy(folder) };
    // Nothing can be locked until a moment that is over.
    const isOver = keep.keepUntil <= clock();
    return { versions: isOver ? 0 : await vault.lockUntil(folder, keep.keepUntil) };
  };
