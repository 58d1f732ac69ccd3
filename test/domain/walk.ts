import type { Account } from '../../lambdas/domain/account.ts';
import { Fault } from '../../lambdas/domain/fault.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { Refused } from '../../lambdas/domain/refused.ts';
import { type Move, NEW } from './moves.ts';
import { checkMove, checkState } from './promises.ts';

export interface Walk {
  readonly moments: readonly Date[];
  readonly moves: Readonly<Record<string, Move>>;
  /** What more there is that two states may differ in. */
  readonly limits: (account: Account, now: Date) => string;
  /** Applied to what each move leaves. */
  readonly tidy?: (account: Account) => Account;
}

export interface Walked {
  readonly states: number;
  readonly changes: number;
  /** What was come across, by status and stage. */
  readonly seen: ReadonlySet<string>;
  /** How often something was done, at the most, that may not be done too often. */
  readonly most: Readonly<Record<Counted, number>>;
}

const COUNTED = ['asked', 'switched', 'told'] as const;
type Counted = (typeof COUNTED)[number];

/** Goes through every state that the moves reach at these moments, to the last, and checks each, and each change. */
export function walk(walk: Walk): Walked {
  const { stackTraceLimit } = Error;
  // Most moves are refused most of the time: nobody wants to know where.
  Error.stackTraceLimit = 0;
  try {
    return throughAll(walk);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function throughAll({ moments, moves, limits, tidy = (account) => account }: Walk): Walked {
  const seen = new Set<string>();
  const named = Object.entries(moves);
  const most = { asked: 0, switched: 0, told: 0 };
  let [states, changes] = [0, 0];
  let now: readonly Account[] = [NEW];
  for (const moment of moments) {
    const name = (account: Account) => nameOf(account, moment) + limits(account, moment);
    const here = new Map(now.map((account) => [name(account), account]));
    // The map grows while it is gone through: what is new is gone through in its turn.
    for (const account of here.values()) {
      checkState(account, moment);
      seen.add(account.status === 'deleted' ? 'deleted' : `${account.status}, ${account.deletion?.state ?? 'none'}`);
      if (account.status !== 'deleted') {
        for (const what of COUNTED) most[what] = Math.max(most[what], account[what].length);
      }
      for (const [what, move] of named) {
        const after = attempt(move, account, moment);
        if (after === account) continue;
        changes++;
        const next = tidy({ ...after, rev: account.rev + 1 });
        checkMove(what, move, account, next, moment);
        const key = name(next);
        if (!here.has(key)) here.set(key, next);
      }
    }
    states += here.size;
    now = [...here.values()];
  }
  return { states, changes, seen, most };
}

/** What came of it; the account as it was where it is refused. Anything but a refusal is thrown. */
export function attempt(move: Move, account: Account, now: Date): Account {
  try {
    return move(account, now);
  } catch (error) {
    if (error instanceof Fault || error instanceof Refused) return account;
    throw error;
  }
}

/**
 * All that what comes may depend on: times as how far they lie ahead, whatever is over alike; deletions as this one or
 * another.
 */
function nameOf(account: Account, now: Date): string {
  const ahead = (time: Date) => Math.max(0, time.getTime() - now.getTime());
  const current = account.status === 'deleted' ? account.deletionId : account.deletion?.deletionId;
  const owed = account.owed
    .filter(({ kind }) => kind !== 'event' && kind !== 'entry')
    .map((item) => `${item.kind} ${ahead(item.dueAt)} ${detail(item, current)}`);
  const rest = [...new Set(owed)].sort().join();
  if (account.status === 'deleted') return `${account.status}|${rest}`;
  const { status, deletion, latestLink: link, hold } = account;
  const held = hold && (hold.until === null ? 'held' : `held ${ahead(hold.until)}`);
  return `${status}|${rest}|${deletion && stage(deletion, ahead)}|${link?.asker} ${link?.outcome}|${held}|`;
}

function detail(item: Owed, current: string | undefined): string {
  if (item.kind === 'notice') return `${item.notice} ${item.audience}`;
  return 'deletionId' in item ? String(item.deletionId === current) : '';
}

type Deletion = NonNullable<(Account & { status: 'active' })['deletion']>;

function stage(deletion: Deletion, ahead: (time: Date) => number): string {
  const { state } = deletion;
  if (state === 'awaiting-confirmation') return `${state} ${ahead(deletion.confirmBy)} ${deletion.mail?.delivery}`;
  if (state === 'scheduled') return `${state} ${ahead(deletion.purgeAt)}`;
  return `${state} ${deletion.execution} ${deletion.quarantined !== undefined} ${deletion.finalExportWaived}`;
}
