import { isHeld } from '../domain/hold.ts';
import { type Executor, finish, type Kept, quarantine } from '../domain/purge.ts';
import { FINAL_EXPORT_KEPT } from '../domain/retention.ts';
import { plus } from '../domain/time.ts';
import type { Claimed } from './claim-purge.ts';
import { type Erasing, eraseAll, fence } from './erase-all.ts';
import { type FinalExports, finalExportPath } from './final-export.ts';
import type { Holding, Sighting, Verify } from './holding.ts';
import { claimPath, countsPath, endPath } from './ledger-paths.ts';
import type { Accounts, Clock, Execution, HasEnded, Ledger, PurgeWake } from './ports.ts';
import { receiptFacts } from './receipt-facts.ts';
import type { Receipts } from './receipts.ts';
import { sealFinalExport } from './seal-final-export.ts';

export interface CarryPorts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly holdings: readonly Holding[];
  readonly verify: Verify;
  readonly hasEnded: HasEnded;
  readonly ledger: Ledger;
  readonly receipts: Receipts;
  readonly finalExports: FinalExports;
}

export type CarryOutcome =
  | { readonly outcome: 'purged' }
  /** A legal hold stopped it; it goes on by itself once that is over. */
  | { readonly outcome: 'held' }
  | { readonly outcome: 'quarantined'; readonly holdings: readonly string[] };

/** What is stuck where nothing may be erased for want of a sealed copy. */
const FINAL_EXPORT = 'final-export';

/** Carries out what was claimed, up to the tombstone. */
export async function carryOut(
  ports: CarryPorts,
  { accountId, deletionId }: PurgeWake,
  claimed: Claimed,
  execution: Execution,
): Promise<CarryOutcome> {
  const { accounts, clock, ledger, holdings } = ports;
  const by = { deletionId, execution: execution.id };

  // Outside the tables before anything is gone: what restores the tables must not bring back the belief that nothing was.
  const claim = JSON.stringify({ accountId, deletionId, at: claimed.startedAt });
  await execution.step('enter the claim', () => ledger.add(claimPath(deletionId), claim));

  const erasing: Erasing = {
    accountId,
    deletionId,
    startedAt: new Date(claimed.startedAt),
    until: new Date(claimed.until),
    counted: (before) => firstCounts(ledger, countsPath(deletionId), before),
    isHeld: async () => isHeld(await accounts.load(accountId), clock()),
  };
  const unfenced = await fence(holdings, erasing, execution);
  if (!claimed.finalExportWaived) {
    const sealed = await sealFinalExport(ports, { ...erasing, receiptId: claimed.receiptId }, execution);
    if (sealed === 'held') return { outcome: 'held' };
    if (sealed === 'stuck') return setAside(ports, accountId, by, [FINAL_EXPORT], execution);
  }
  const erasure = await eraseAll(ports, erasing, execution, unfenced);
  if ('held' in erasure) return { outcome: 'held' };
  if ('stuck' in erasure) return setAside(ports, accountId, by, erasure.stuck, execution);
  return end(ports, { accountId, by, claimed, erasure }, execution);
}

async function setAside(
  { accounts, clock }: CarryPorts,
  accountId: string,
  by: Executor,
  stuck: readonly string[],
  execution: Execution,
): Promise<CarryOutcome> {
  await execution.step('quarantine', async () => {
    await accounts.change(accountId, (account) => quarantine(account, by, stuck, clock()));
  });
  return { outcome: 'quarantined', holdings: stuck };
}

interface Done {
  readonly accountId: string;
  readonly by: Executor;
  readonly claimed: Claimed;
  readonly erasure: { readonly before: Sighting; readonly after: Sighting };
}

/** All is gone: one moment is fixed, and receipt, sealed copy, last mail and tombstone all tell it. */
async function end(
  { accounts, clock, ledger, receipts, finalExports, holdings }: CarryPorts,
  { accountId, by, claimed, erasure }: Done,
  execution: Execution,
): Promise<CarryOutcome> {
  const { deletionId } = by;
  const { receiptId } = claimed;
  const { deletedAt, finalExportUntil } = dated(
    await execution.step('the end', () => firstEnd(ledger, deletionId, clock())),
  );
  if (finalExportUntil) {
    await execution.step('keep the final export', () => finalExports.keepUntil(receiptId, finalExportUntil));
  }
  const facts = receiptFacts({ accountId, deletionId, deletedAt, finalExportUntil }, claimed, holdings, erasure);
  await execution.step('receipt', () => receipts.issue(facts));
  const kept = facts.holdings.flatMap(({ name, retention }): Kept[] =>
    retention ? [{ holding: name, until: retention.until }] : [],
  );
  await execution.step('finish', async () => {
    await accounts.change(accountId, (account) => finish(account, by, { deletedAt, kept, finalExportUntil }));
  });
  return { outcome: 'purged' };
}

/** What was counted first stays: a purge that is taken up again finds less than there was. */
async function firstCounts(ledger: Ledger, path: string, before: Sighting): Promise<Sighting> {
  await ledger.add(path, JSON.stringify(before));
  return { ...before, ...JSON.parse((await ledger.read(path)) ?? '{}') };
}

/** How a purge ended; JSON. */
interface Ended {
  readonly deletedAt: string;
  /** Absent where there is no final export, by whosever word it was not waited for. */
  readonly finalExportUntil?: string;
}

/** What it came to first stays: who takes up a purge after its receipt was issued tells the same as the receipt. */
async function firstEnd(ledger: Ledger, deletionId: string, now: Date): Promise<Ended> {
  const isSealed = (await ledger.read(finalExportPath(deletionId))) !== null;
  const ended = JSON.stringify({ deletedAt: now, ...(isSealed && { finalExportUntil: plus(now, FINAL_EXPORT_KEPT) }) });
  await ledger.add(endPath(deletionId), ended);
  return JSON.parse((await ledger.read(endPath(deletionId))) ?? ended);
}

const dated = ({ deletedAt, finalExportUntil: until }: Ended) => ({
  deletedAt: new Date(deletedAt),
  finalExportUntil: until === undefined ? undefined : new Date(until),
});
