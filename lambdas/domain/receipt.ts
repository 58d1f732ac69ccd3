import { BACKUP_HORIZON } from './retention.ts';
import { DAY, plus } from './time.ts';

/** So long Step Functions shows what an execution did (AWS documentation of standard workflows). */
const HISTORIES_KEPT = 90 * DAY;

/** What a purge knows of itself once it is done; nothing personal. */
export interface ReceiptFacts {
  readonly receiptId: string;
  readonly accountId: string;
  readonly deletionId: string;
  readonly requestedAt: Date;
  readonly confirmedAt: Date;
  readonly purgeAt: Date;
  readonly startedAt: Date;
  readonly deletedAt: Date;
  /** In the map's order. */
  readonly holdings: readonly HoldingFacts[];
  /** Until when a sealed copy is kept; absent where none was made. */
  readonly finalExportUntil?: Date | undefined;
}

/** How much of a holding there was when the purge began, and how much when it ended. */
export interface HoldingFacts {
  readonly name: string;
  readonly outcome: 'erase' | 'release' | 'terminate' | 'retain';
  readonly before: number;
  readonly after: number;
  /** On what ground the rest is kept, and until when; for `retain` alone. */
  readonly retention?: { readonly ground: string; readonly until: Date } | undefined;
}

/** What happened after a receipt, at `at`: the same moment whenever it is told again. */
export type Sequel = { readonly receiptId: string; readonly at: Date } & (
  | {
      /** `check`: what came after the purge is gone. `retention-end`: what was kept is gone. */
      readonly sequel: 'check' | 'retention-end';
      readonly erased: readonly { readonly name: string; readonly count: number }[];
    }
  /** `backups-end`: the last backup is gone that knew the account. `final-export-end`: the sealed copy is destroyed. */
  | { readonly sequel: 'backups-end' | 'final-export-end' }
);

/** What a receipt says (docs/receipt.md): what is named here, and nothing else that the facts may carry. */
export function receiptStatement(facts: ReceiptFacts) {
  const { receiptId, accountId, deletionId, requestedAt, confirmedAt, purgeAt, startedAt, deletedAt } = facts;
  const released = facts.holdings.filter(({ outcome }) => outcome === 'release');
  return {
    receiptId,
    accountId,
    deletionId,
    requestedAt,
    confirmedAt,
    purgeAt,
    startedAt,
    deletedAt,
    holdings: facts.holdings.map(({ name, outcome, before, after }) => ({ name, outcome, before, after })),
    released: released.reduce((sum, { before, after }) => sum + before - after, 0),
    retained: facts.holdings.flatMap(({ name, after: count, retention }) =>
      retention ? [{ name, count, ground: retention.ground, until: retention.until }] : [],
    ),
    ...(facts.finalExportUntil && { finalExport: { until: facts.finalExportUntil } }),
    historiesUntil: plus(deletedAt, HISTORIES_KEPT),
    backupsUntil: plus(deletedAt, BACKUP_HORIZON),
  };
}

/** What a sequel says. */
export function sequelStatement(told: Sequel) {
  const { receiptId, sequel, at } = told;
  const said = { receiptId, sequel, at };
  if (told.sequel === 'check' || told.sequel === 'retention-end') {
    return { ...said, erased: told.erased.map(({ name, count }) => ({ name, count })) };
  }
  return said;
}

/** 256 random bits in base64url: nothing else is asked of the ledger. */
export const isReceiptId = (text: string): boolean => /^[\w-]{43}$/.test(text);
