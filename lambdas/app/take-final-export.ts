import { finalExportName } from './archive-keys.ts';
import type { ArchiveStore } from './archives.ts';
import { exportArchives } from './export-archives.ts';
import { type FinalExportEntry, type FinalExportWake, finalExportFolder, finalExportPath } from './final-export.ts';
import type { ExportableHolding } from './holding.ts';
import type { Clock, Execution, Ledger } from './ports.ts';

interface Ports {
  readonly clock: Clock;
  readonly holdings: readonly ExportableHolding[];
  readonly store: ArchiveStore;
  readonly ledger: Ledger;
}

export interface FinalExportOutcome {
  readonly outcome: 'taken' | 'taken before';
}

/**
 * Takes the sealed copy of all that an account held, once: what the ledger says of it is written last, and tells who waits
 * for it that it is whole. @throws where it cannot be made
 */
export const takeFinalExport =
  (ports: Ports) =>
  async ({ accountId, deletionId, receiptId }: FinalExportWake, execution: Execution): Promise<FinalExportOutcome> => {
    const { ledger } = ports;
    const path = finalExportPath(deletionId);
    const before = await execution.step('look whether it is there', async () => (await ledger.read(path)) !== null);
    if (before) return { outcome: 'taken before' };
    const plan = { folder: finalExportFolder(receiptId), name: finalExportName, stillWanted: async () => true };
    const archives = (await exportArchives(ports)(accountId, plan, execution)) ?? [];
    const entry: FinalExportEntry = { receiptId, archives };
    await execution.step('enter it', () => ledger.add(path, JSON.stringify(entry)));
    return { outcome: 'taken' };
  };
