import type { Pause } from '../../lambdas/app/pause.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { type Account, untouched } from '../../lambdas/domain/account.ts';

/** Compare-and-set in memory: the store's contract without a store. */
export function memoryAccounts(pause: Pick<Pause, 'read'> = { read: async () => null }): Accounts {
  const stored = new Map<string, Account>();
  const load = (accountId: string): Account => stored.get(accountId) ?? untouched(accountId);
  return {
    load: async (accountId) => load(accountId),
    async change(accountId, decide, known, when) {
      for (let before = known ?? load(accountId); ; before = load(accountId)) {
        // As over a network: others get their turn between the load and the save.
        await Promise.resolve();
        const decided = decide(before);
        if (decided === before) return decided;
        if (when?.unlessPaused && (await pause.read())) return before as typeof decided;
        if (load(accountId).rev !== before.rev) continue;
        const rev = before.rev + 1;
        const owed = decided.owed.map((item, index) => ({ id: `OWED#${item.kind}#${rev}-${index}`, ...item }));
        const after = { ...decided, rev, owed };
        stored.set(accountId, after);
        return after;
      }
    },
    async settle(account, done) {
      const current = load(account.accountId);
      if (current.rev !== account.rev) return false;
      const gone = new Set(done.map(({ id }) => id));
      stored.set(account.accountId, { ...current, owed: current.owed.filter(({ id }) => !gone.has(id)) });
      return true;
    },
  };
}
