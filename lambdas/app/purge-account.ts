import { finish, type Kept, quarantine } from '../domain/purge.ts';
import type { ReceiptFacts } from '../domain/receipt.ts';
import { retainedUntil } from '../domain/retention.ts';
import { type AfterOutcome, afterPurge } from './after-purge.ts';
import { type Begun, begin, type ClaimPorts } from './claim-purge.ts';
import { eraseAll } from './erase-all.ts';
import type { Holding, Sighting, Verify } from './holding.ts';
import { claimPath, countsPath } from './ledger-paths.ts';
import type { Execution, Ledger, PurgeWake } from './ports.ts';
import type { Receipts } from './receipts.ts';

interface Ports extends ClaimPorts {
  readonly holdings: readonly Holding[];
  readonly verify: Verify;
  readonly ledger: Ledger;
  readonly receipts: Receipts;
}

export type PurgeOutcome = { readonly outcome: 'purged' } | { readonly outcome: 'nothing to do' } | AfterOutcome;

/**
 * Carries one deletion out, from the wake-up to the tombstone, and later what is due of it. The table decides whether
 * there is anything to do: a late, early, doubled, stale or forged wake-up ends without a trace.
 */
export const purgeAccount =
  (ports: Ports) =>
  async (wake: PurgeWake, execution: Execution): Promise<PurgeOutcome> => {
    const claim = () => execution.step('claim', () => begin(ports, wake, execution.id));
    let begun = await claim();
    while (begun.is === 'early') {
      await execution.wait('until purgeAt', begun.seconds);
      begun = await claim();
    }
    if (begun.is === 'nothing') return { outcome: 'nothing to do' };
    const until = new Date(begun.until);
    if (begun.is === 'purge') return purge(ports, wake, begun, execution);
    const dead = { ...wake, receiptId: begun.receiptId, deletedAt: new Date(begun.deletedAt), until };
    return afterPurge(ports, dead, begun.jobs, execution);
  };

async function purge(
  ports: Ports,
  { accountId, deletionId }: PurgeWake,
  begun: Begun & { is: 'purge' },
  execution: Execution,
): Promise<PurgeOutcome> {
  const { accounts, clock, ledger, receipts, holdings } = ports;
  const by = { deletionId, execution: execution.id };

  // Outside the tables before anything is gone: what restores the tables must not bring back the belief that nothing was.
  const claimed = JSON.stringify({ accountId, deletionId, at: begun.startedAt });
  await execution.step('enter the claim', () => ledger.add(claimPath(deletionId), claimed));

  const erasing = { accountId, deletionId, startedAt: new Date(begun.startedAt), until: new Date(begun.until) };
  const counted = (before: Sighting) => firstCounts(ledger, countsPath(deletionId), before);
  const erasure = await eraseAll(ports, { ...erasing, counted }, execution);
  if ('stuck' in erasure) {
    await execution.step('quarantine', async () => {
      await accounts.change(accountId, (account) => quarantine(account, by, erasure.stuck, clock()));
    });
    return { outcome: 'quarantined', holdings: erasure.stuck };
  }

  const deletedAt = new Date(await execution.step('the end', async () => clock().toISOString()));
  const facts = receiptFacts({ accountId, deletionId, deletedAt }, begun, holdings, erasure);
  await execution.step('receipt', () => receipts.issue(facts));
  const kept = facts.holdings.flatMap(({ name, retention }): Kept[] =>
    retention ? [{ holding: name, until: retention.until }] : [],
  );
  await execution.step('finish', async () => {
    await accounts.change(accountId, (account) => finish(account, by, deletedAt, kept));
  });
  return { outcome: 'purged' };
}

/** What was counted first stays: a purge that is taken up again finds less than there was. */
async function firstCounts(ledger: Ledger, path: string, before: Sighting): Promise<Sighting> {
  await ledger.add(path, JSON.stringify(before));
  return { ...before, ...JSON.parse((await ledger.read(path)) ?? '{}') };
}

function receiptFacts(
  about: Pick<ReceiptFacts, 'accountId' | 'deletionId' | 'deletedAt'>,
  begun: Begun & { is: 'purge' },
  holdings: readonly Holding[],
  { before, after }: { readonly before: Sighting; readonly after: Sighting },
): ReceiptFacts {
  return {
    ...about,
    receiptId: begun.receiptId,
    requestedAt: new Date(begun.requestedAt),
    confirmedAt: new Date(begun.confirmedAt),
    purgeAt: new Date(begun.purgeAt),
    startedAt: new Date(begun.startedAt),
    holdings: holdings.map(({ name, outcome, retention }) => ({
      name,
      outcome,
      before: (before[name] ?? after[name])!.held,
      after: after[name]!.held,
      retention: retention && {
        ground: retention.ground,
        until: retainedUntil(retention.years, about.deletedAt),
      },
    })),
  };
}
