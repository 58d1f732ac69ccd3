import { dueAfterPurge, takeAfterPurge } from '../domain/after-purge.ts';
import { claim, claimedBy, secondsToWait } from '../domain/purge.ts';
import { reapply } from '../domain/restore.ts';
import { DAY, plus, SECOND } from '../domain/time.ts';
import type { AfterJob } from './after-purge.ts';
import { type Verdict, verdictOf } from './ended-in-ledger.ts';
import type { Accounts, Clock, HasEnded, Ledger, Members, PurgeWake } from './ports.ts';

/** What cannot be done in so long, whatever the cause, is quarantined. */
const PATIENCE = 3 * DAY;

export interface ClaimPorts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly members: Members;
  readonly hasEnded: HasEnded;
  readonly ledger: Ledger;
  readonly newToken: () => string;
  /** Hears of each purge that is claimed or taken up, and how many seconds after `purgeAt` it began. @default - nobody */
  readonly onClaim?: (wake: PurgeWake, lateness: number) => void;
}

/** What a purge goes by once it is claimed. */
export interface Claimed {
  readonly is: 'purge';
  /** When it is given up. */
  readonly until: string;
  readonly receiptId: string;
  /** By an operator's word it goes on without a final export. */
  readonly finalExportWaived: boolean;
  readonly requestedAt: string;
  readonly confirmedAt: string;
  readonly purgeAt: string;
  readonly startedAt: string;
}

/** What a wake-up finds to do; JSON, and nothing personal, for it stays in the execution's history. */
export type Begun =
  | { readonly is: 'nothing' }
  | { readonly is: 'early'; readonly seconds: number }
  | Claimed
  | {
      readonly is: 'after';
      readonly until: string;
      readonly receiptId: string;
      readonly deletedAt: string;
      readonly jobs: readonly AfterJob[];
    };

const NOTHING = { is: 'nothing' } as const;
const OPEN: Verdict = { is: 'open' };

/** Claims what this wake-up is for, if it is to be done and nobody else is at it. */
export async function begin(ports: ClaimPorts, wake: PurgeWake, execution: string): Promise<Begun> {
  const { accounts, clock, members, hasEnded, ledger, newToken } = ports;
  const { accountId, deletionId } = wake;
  const known = await accounts.load(accountId);
  if (known.status === 'deleted') return beginAfter(ports, wake);

  const by = { deletionId, execution };
  const claimer = known.deletion?.state === 'purging' ? known.deletion.execution : null;
  const ended = claimer && claimer !== execution && (await hasEnded(claimer)) ? claimer : undefined;
  const seconds = secondsToWait(known, deletionId, clock());
  if (seconds !== null && seconds > 0) return { is: 'early', seconds };
  // A table that was restored does not know what became of the deletion since.
  const verdict = seconds === 0 ? await verdictOf(ledger, deletionId) : OPEN;
  if (verdict.is === 'purged') {
    await accounts.change(accountId, (account) => reapply(account, verdict.ended, clock()), known);
    return NOTHING;
  }
  if (verdict.is === 'cancelled') return NOTHING;

  const ownerAddress = seconds === 0 ? await members.ownerAddress(accountId) : null;
  const receiptId = newToken();
  const claimed = await accounts.change(
    accountId,
    (account) => claim(account, { ...by, ownerAddress, receiptId, ended }, clock()),
    known,
    { unlessPaused: true },
  );
  const purging = claimedBy(claimed, by);
  if (purging === null) return NOTHING;
  ports.onClaim?.(wake, (purging.startedAt.getTime() - purging.purgeAt.getTime()) / SECOND);
  return {
    is: 'purge',
    until: plus(clock(), PATIENCE).toISOString(),
    receiptId: purging.receiptId,
    finalExportWaived: purging.finalExportWaived ?? false,
    requestedAt: purging.requestedAt.toISOString(),
    confirmedAt: purging.confirmedAt.toISOString(),
    purgeAt: purging.purgeAt.toISOString(),
    startedAt: purging.startedAt.toISOString(),
  };
}

async function beginAfter({ accounts, clock }: ClaimPorts, { accountId, deletionId }: PurgeWake): Promise<Begun> {
  const now = clock();
  let jobs: readonly AfterJob[] = [];
  const taken = await accounts.change(accountId, (account) => {
    jobs = dueAfterPurge(account, deletionId, now).map((owed) => ({
      kind: owed.kind,
      holdings: owed.kind === 'retention-end' ? owed.holdings : [],
    }));
    return takeAfterPurge(account, deletionId, now);
  });
  if (taken.status !== 'deleted' || jobs.length === 0) return NOTHING;
  const { receiptId, deletedAt } = taken;
  return { is: 'after', until: plus(now, DAY).toISOString(), receiptId, deletedAt: deletedAt.toISOString(), jobs };
}
