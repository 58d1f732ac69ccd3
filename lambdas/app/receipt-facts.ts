import type { ReceiptFacts } from '../domain/receipt.ts';
import { retainedUntil } from '../domain/retention.ts';
import type { Claimed } from './claim-purge.ts';
import type { Holding, Sighting } from './holding.ts';

/** What a receipt is made of: what was claimed, and what was there before and is there after. */
export function receiptFacts(
  about: Pick<ReceiptFacts, 'accountId' | 'deletionId' | 'deletedAt' | 'finalExportUntil'>,
  claimed: Claimed,
  holdings: readonly Holding[],
  { before, after }: { readonly before: Sighting; readonly after: Sighting },
): ReceiptFacts {
  return {
    ...about,
    receiptId: claimed.receiptId,
    requestedAt: new Date(claimed.requestedAt),
    confirmedAt: new Date(claimed.confirmedAt),
    purgeAt: new Date(claimed.purgeAt),
    startedAt: new Date(claimed.startedAt),
    holdings: holdings.map(({ name, outcome, retention }) => ({
      name,
      outcome,
      before: (before[name] ?? after[name])!.held,
      after: after[name]!.held,
      retention: retention && { ground: retention.ground, until: retainedUntil(retention.years, about.deletedAt) },
    })),
  };
}
