import { lineOf } from '../../lambdas/adapters/stored-account.ts';
import type { Pause } from '../../lambdas/app/pause.ts';
import type { Accounts, DueItems, Line, Notices, Tellings } from '../../lambdas/app/ports.ts';
import { type Account, type AwaitingConfirmation, untouched } from '../../lambdas/domain/account.ts';
import { memoryNotices, memoryTellings, type OwedItem, type OwedItems } from './memory-owed.ts';
import { memoryPause } from './memory-pause.ts';

/** A partition: items that never share a fate (lambdas/adapters/stored-account.ts). */
interface Partition {
  account: Account | null;
  request: AwaitingConfirmation['mail'];
  owed: Map<string, OwedItem>;
}

/** What may be done to the state table, as its adapters do it. */
export interface TableView {
  readonly accounts: Accounts;
  readonly notices: Notices;
  readonly tellings: Tellings;
  readonly due: DueItems;
}

/** The state table in memory, item by item. */
export interface MemoryTable {
  /** A view of one process; `turn` comes before each call to the table, for others to get theirs. */
  view(turn?: () => Promise<void>): TableView;
  readonly pause: Pause;
  /** Removes the item that vanishes by itself. */
  dropRequest(accountId: string): void;
  /** All that is stored of an account. */
  stored(accountId: string): readonly unknown[];
  clear(): void;
}

export function memoryTable(): MemoryTable {
  const partitions = new Map<string, Partition>();
  const pause = memoryPause();
  const nothing = (): Partition => ({ account: null, request: undefined, owed: new Map() });
  const at = (accountId: string) => partitions.get(accountId) ?? nothing();
  const items: OwedItems = ({ accountId }) => at(accountId).owed;

  function read(accountId: string): Account {
    const { account, request, owed: items } = at(accountId);
    const owed = [...items.values()].map((each) => each.owed);
    if (account === null) return { ...untouched(accountId), owed };
    const waiting = waitingOf(account);
    if (!waiting || !request || account.status === 'deleted') return { ...account, owed };
    return { ...account, owed, deletion: { ...waiting, mail: request } };
  }

  /** One transaction: it holds if the account is at the revision of `before`. */
  function save(before: Account, after: Account): boolean {
    const { accountId } = after;
    const partition = at(accountId);
    if ((partition.account?.rev ?? 0) !== before.rev) return false;
    partitions.set(accountId, partition);
    const [was, is] = [waitingOf(before), waitingOf(after)];
    if (is?.mail && is.mail !== was?.mail) partition.request = is.mail;
    else if (was && !is) partition.request = undefined;
    const { mail: _, ...waiting } = is ?? {};
    partition.account = { ...after, ...(is && { deletion: waiting }), owed: [] } as Account;
    const kept = new Set(after.owed.map(({ id }) => id));
    for (const { id } of before.owed) if (!kept.has(id)) partition.owed.delete(id!);
    const had = new Set(before.owed.map(({ id }) => id));
    for (const owed of after.owed)
      if (!had.has(owed.id)) partition.owed.set(owed.id!, { owed: { ...owed, id: owed.id! } });
    return true;
  }

  const accounts = (turn: () => Promise<void>): Accounts => ({
    async load(accountId) {
      await turn();
      return read(accountId);
    },
    async change(accountId, decide, known, when) {
      for (let first = true; ; first = false) {
        if (!known || !first) await turn();
        const before = known && first ? known : read(accountId);
        const decided = decide(before);
        if (decided === before) return decided;
        const after = nextRevision(before, decided);
        await turn();
        if (when?.unlessPaused && (await pause.read())) return before as typeof decided;
        if (save(before, after)) return after;
      }
    },
    async settle({ accountId, rev }, done) {
      await turn();
      const { account, owed } = at(accountId);
      if ((account?.rev ?? 0) !== rev) return false;
      for (const { id } of done) owed.delete(id!);
      return true;
    },
  });

  async function* dueIn(line: Line, at: Date, turn: () => Promise<void>) {
    await turn();
    const all = [...partitions].flatMap(([accountId, { owed }]) =>
      [...owed.values()].map(({ owed: { id, kind, dueAt } }) => ({ accountId, id, kind, dueAt })),
    );
    const due = all.filter(({ kind, dueAt }) => lineOf(kind) === line && dueAt <= at);
    if (due.length > 0) yield due.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  }

  return {
    view: (turn = () => Promise.resolve()) => ({
      accounts: accounts(turn),
      notices: memoryNotices(items, turn),
      tellings: memoryTellings(items, turn),
      due: (line, at) => [dueIn(line, at, turn)],
    }),
    pause,
    dropRequest(accountId) {
      at(accountId).request = undefined;
    },
    stored(accountId) {
      const { account, request, owed } = at(accountId);
      return [account, request, ...owed.values()];
    },
    clear: () => partitions.clear(),
  };
}

function nextRevision<A extends Account>(before: Account, decided: A): A {
  const rev = before.rev + 1;
  const owed = decided.owed.map((item, index) =>
    item.id === undefined ? { ...item, id: `OWED#${item.kind}#${item.dueAt.toISOString()}#${rev}-${index}` } : item,
  );
  return { ...decided, rev, owed };
}

const waitingOf = (account: Account): AwaitingConfirmation | null =>
  account.status !== 'deleted' && account.deletion?.state === 'awaiting-confirmation' ? account.deletion : null;
