import {
  type Archive,
  claimExport,
  claimedExport,
  endExport,
  exportIsOver,
  exportToPrepare,
  failExport,
  finishExport,
} from '../domain/export.ts';
import { exportFolder, exportName } from './archive-keys.ts';
import type { ArchiveStore } from './archives.ts';
import { exportArchives } from './export-archives.ts';
import type { ExportWake } from './export-ports.ts';
import type { ExportableHolding } from './holding.ts';
import type { Accounts, Clock, Execution, HasEnded } from './ports.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly hasEnded: HasEnded;
  readonly holdings: readonly ExportableHolding[];
  readonly store: ArchiveStore;
}

export type ExportOutcome =
  | { readonly outcome: 'ready'; readonly archives: number }
  /** `error`: what it was that could not be done. */
  | { readonly outcome: 'failed'; readonly error: string }
  | { readonly outcome: 'nothing to do' | 'cancelled' | 'ended' };

type Begun = 'nothing to do' | 'over' | 'to prepare';

/**
 * Prepares an export, or removes one whose end has come. The table decides which, and whether there is anything to do: a
 * start that comes late, twice or for nothing ends without a trace.
 */
export const prepareExport =
  (ports: Ports) =>
  async (wake: ExportWake, execution: Execution): Promise<ExportOutcome> => {
    const begun = await execution.step('claim', () => begin(ports, wake, execution.id));
    if (begun === 'to prepare') return prepare(ports, wake, execution);
    if (begun === 'over') return end(ports, wake, execution);
    return { outcome: begun };
  };

async function begin({ accounts, clock, hasEnded }: Ports, wake: ExportWake, execution: string): Promise<Begun> {
  const { accountId, exportId } = wake;
  const known = await accounts.load(accountId);
  if (exportIsOver(known, exportId, clock())) return 'over';
  const claimer = exportToPrepare(known, exportId)?.execution;
  const ended = claimer && claimer !== execution && (await hasEnded(claimer)) ? claimer : undefined;
  const by = { exportId, execution };
  const claimed = await accounts.change(accountId, (account) => claimExport(account, { ...by, ended }, clock()), known);
  return claimedExport(claimed, by) ? 'to prepare' : 'nothing to do';
}

async function prepare(ports: Ports, wake: ExportWake, execution: Execution): Promise<ExportOutcome> {
  const made = await archivesOf(ports, wake, execution);
  const outcome = await execution.step('the end', () => settle(ports, wake, execution.id, made));
  if (outcome.outcome !== 'ready') await execution.step('remove what is left', () => removeUnlessWanted(ports, wake));
  return outcome;
}

/** The archives; null once they are not wanted any more. */
type Made = readonly Archive[] | null | { readonly error: string };

async function archivesOf(ports: Ports, { accountId, exportId }: ExportWake, execution: Execution): Promise<Made> {
  const by = { exportId, execution: execution.id };
  const plan = {
    folder: exportFolder(accountId, exportId),
    name: (number: number) => exportName(exportId, number),
    stillWanted: async () => claimedExport(await ports.accounts.load(accountId), by) !== null,
  };
  try {
    return await exportArchives(ports)(accountId, plan, execution);
  } catch (error) {
    return { error: (error as Error).name };
  }
}

async function settle(
  { accounts, clock }: Ports,
  { accountId, exportId }: ExportWake,
  execution: string,
  made: Made,
): Promise<ExportOutcome> {
  if (made === null) return { outcome: 'cancelled' };
  const by = { exportId, execution };
  let isSettled = false;
  await accounts.change(accountId, (account) => {
    const settled = 'error' in made ? failExport(account, by, clock()) : finishExport(account, by, made, clock());
    isSettled ||= settled !== account;
    return settled;
  });
  if (!isSettled) return { outcome: 'cancelled' };
  return 'error' in made ? { outcome: 'failed', error: made.error } : { outcome: 'ready', archives: made.length };
}

/** What somebody else prepares or has prepared stays. */
async function removeUnlessWanted({ accounts, store }: Ports, { accountId, exportId }: ExportWake): Promise<void> {
  const account = await accounts.load(accountId);
  const exports = account.status === 'deleted' ? [] : account.exports;
  const isWanted = exports.some((each) => each.exportId === exportId && each.state !== 'failed');
  if (!isWanted) await store.remove(exportFolder(accountId, exportId));
}

async function end(ports: Ports, { accountId, exportId }: ExportWake, execution: Execution): Promise<ExportOutcome> {
  const { accounts, clock, store } = ports;
  await execution.step('remove the archives', () => store.remove(exportFolder(accountId, exportId)));
  await execution.step('forget the export', async () => {
    await accounts.change(accountId, (account) => endExport(account, exportId, clock()));
  });
  return { outcome: 'ended' };
}
