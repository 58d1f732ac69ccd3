import { type Account, type Archive, type Export, type LivingAccount, open } from './account.ts';
import { countedAgainst, EXPORTING } from './limits.ts';
import { tellOwner } from './notices.ts';
import type { OwedExport } from './owed.ts';
import { DAY, notBefore, plus } from './time.ts';

export type { Archive, Export } from './account.ts';

/** How long the archives stay, and how long it is told that an export has failed. */
const KEPT = 7 * DAY;
/** What could not be prepared in so long, whatever the cause, has failed. */
const PATIENCE = 3 * DAY;

export type PreparingExport = Export & { readonly state: 'preparing' };
export type ReadyExport = Export & { readonly state: 'ready' };

export interface ExportAsk {
  /** The id to use unless one is being prepared already. */
  readonly exportId: string;
  /** The verified address of who asks; null without one. */
  readonly email: string | null;
}

/** Which execution prepares which export. */
export interface Exporter {
  readonly exportId: string;
  /** ARN of the execution. */
  readonly execution: string;
}

/** Asks for a copy of the data; while one is being prepared that is the one, and nothing changes. */
export function requestExport(account: Account, { exportId, email }: ExportAsk, now: Date): LivingAccount {
  const before = open(account);
  if (preparingExport(before)) return before;
  const exported = countedAgainst(EXPORTING, before.exported, now);
  const requestedAt = exported.at(-1)!;
  return {
    ...before,
    exported,
    exports: [...before.exports, { state: 'preparing', exportId, requestedAt, to: email }],
    owed: [...before.owed, { kind: 'export', exportId, dueAt: requestedAt }],
  };
}

/** The export that is being prepared, if there is one; there is never more than one. */
export const preparingExport = ({ exports }: LivingAccount): PreparingExport | null =>
  exports.find((each) => each.state === 'preparing') ?? null;

/** The export of this id that is being prepared; null if it is not: a claim of the purge has dropped all there were. */
export function exportToPrepare(account: Account, exportId: string): PreparingExport | null {
  if (account.status === 'deleted') return null;
  const preparing = preparingExport(account);
  return preparing?.exportId === exportId ? preparing : null;
}

/**
 * Has an execution prepare the export, unless another one does that has not `ended`; else nothing changes. One that has
 * been tried for too long fails instead.
 */
export function claimExport(
  account: Account,
  { exportId, execution, ended }: Exporter & { readonly ended?: string | undefined },
  now: Date,
): Account {
  const preparing = exportToPrepare(account, exportId);
  if (account.status === 'deleted' || preparing === null || preparing.execution !== ended) return account;
  const claimed = replaced(account, { ...preparing, execution });
  return now < plus(preparing.requestedAt, PATIENCE) ? claimed : failExport(claimed, { exportId, execution }, now);
}

/** The export, if this execution is the one that is to prepare it: then it is still wanted. */
export function claimedExport(account: Account, { exportId, execution }: Exporter): PreparingExport | null {
  const preparing = exportToPrepare(account, exportId);
  return preparing?.execution === execution ? preparing : null;
}

/** Makes the archives available for a week, and tells the owner. Only who claimed the export can; else nothing changes. */
export function finishExport(account: Account, by: Exporter, archives: readonly Archive[], now: Date): Account {
  const preparing = claimedExport(account, by);
  if (account.status === 'deleted' || preparing === null) return account;
  const { exportId, requestedAt, to } = preparing;
  const readyAt = notBefore(now, requestedAt);
  const availableUntil = plus(readyAt, KEPT);
  const ready = replaced(account, { state: 'ready', exportId, requestedAt, archives, readyAt, availableUntil });
  const ending = endingAt({ ...ready, lastExportAt: readyAt }, exportId, availableUntil);
  return tellOwner(ending, { notice: 'export-ready', availableUntil }, to, readyAt);
}

/** Gives the export up; its owner can ask for another. Only who claimed it can; else nothing changes. */
export function failExport(account: Account, by: Exporter, now: Date): Account {
  const preparing = claimedExport(account, by);
  if (account.status === 'deleted' || preparing === null) return account;
  const { exportId, requestedAt } = preparing;
  return endingAt(replaced(account, { state: 'failed', exportId, requestedAt }), exportId, plus(now, KEPT));
}

/** Whether the end of an export has come: what is left of it in the store is to go, and then the export. */
export const exportIsOver = (account: Account, exportId: string, now: Date): boolean =>
  account.owed.some((owed) => owed.kind === 'export-end' && owed.exportId === exportId && owed.dueAt <= now);

/** Forgets an export whose end has come; any other stays. */
export function endExport(account: Account, exportId: string, now: Date): Account {
  if (account.status === 'deleted' || !exportIsOver(account, exportId, now)) return account;
  return {
    ...account,
    exports: account.exports.filter((each) => each.exportId !== exportId),
    owed: account.owed.filter((owed) => !isOfExport(owed, exportId)),
  };
}

/** The exports that there is something to say of, the newest first: none whose archives are gone. */
export const exportsShown = ({ exports }: LivingAccount, now: Date): readonly Export[] =>
  exports.filter((each) => each.state !== 'ready' || now < each.availableUntil).reverse();

/** Whether it is this export that something is owed of. */
export const isOfExport = (owed: Account['owed'][number], exportId: string): owed is OwedExport =>
  (owed.kind === 'export' || owed.kind === 'export-end') && owed.exportId === exportId;

const replaced = (account: LivingAccount, by: Export): LivingAccount => ({
  ...account,
  exports: account.exports.map((each) => (each.exportId === by.exportId ? by : each)),
});

const endingAt = (account: LivingAccount, exportId: string, dueAt: Date): LivingAccount => ({
  ...account,
  owed: [...account.owed.filter((owed) => !isOfExport(owed, exportId)), { kind: 'export-end', exportId, dueAt }],
});
