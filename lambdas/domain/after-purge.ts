import type { Account } from './account.ts';
import type { Owed, OwedBackupsEnd, OwedCheck, OwedFinalExportEnd, OwedRetentionEnd } from './owed.ts';
import { DAY, plus } from './time.ts';

/** What is to be done about an account that is dead. */
export type AfterPurge = OwedCheck | OwedRetentionEnd | OwedBackupsEnd | OwedFinalExportEnd;

/** Who takes it has so long; after that it is due again. */
const TAKEN = DAY;

const KINDS: readonly Owed['kind'][] = ['check', 'retention-end', 'backups-end', 'final-export-end'];

export const isAfterPurge = (owed: Owed): owed is AfterPurge => KINDS.includes(owed.kind);

/** What is due of it, for the deletion that ended the account. */
export const dueAfterPurge = (account: Account, deletionId: string, now: Date): readonly AfterPurge[] =>
  account.status === 'deleted' && account.deletionId === deletionId
    ? account.owed.filter(isAfterPurge).filter(({ dueAt }) => dueAt <= now)
    : [];

/** Takes what is due, so that nobody else does it: it is put off until it would have to be done again. */
export function takeAfterPurge(account: Account, deletionId: string, now: Date): Account {
  const due = new Set<Owed>(dueAfterPurge(account, deletionId, now));
  if (due.size === 0) return account;
  const putOff = ({ id: _, ...owed }: Owed): Owed => ({ ...owed, dueAt: plus(now, TAKEN) });
  return { ...account, owed: account.owed.map((owed) => (due.has(owed) ? putOff(owed) : owed)) };
}

/** Strikes off one thing that is done; of the ends of retention the one that these holdings have. */
export function settleAfterPurge(
  account: Account,
  done: Pick<AfterPurge, 'kind'>,
  holdings: readonly string[],
): Account {
  const isDone = (owed: Owed) =>
    owed.kind === done.kind && (owed.kind !== 'retention-end' || owed.holdings.join() === holdings.join());
  const owed = account.owed.filter((item) => !isDone(item));
  return owed.length === account.owed.length ? account : { ...account, owed };
}
