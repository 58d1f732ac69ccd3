import type { Notices, OwedKey, TakenNotice, Tellings } from '../../lambdas/app/ports.ts';
import type { Owed, OwedEntry, OwedEvent, OwedNotice } from '../../lambdas/domain/owed.ts';

/** An owed item as it lies in the table, with what its teller notes on it. */
export interface OwedItem {
  readonly owed: Owed & { readonly id: string };
  readonly takenUntil?: Date | undefined;
  readonly cursor?: TakenNotice['cursor'];
}

/** The owed items of the account that a key names, by their ids. */
export type OwedItems = (key: OwedKey) => Map<string, OwedItem>;

type Turn = () => Promise<void>;

/** Notices in memory; `turn` comes before each call. */
export function memoryNotices(items: OwedItems, turn: Turn): Notices {
  const update = async (key: OwedKey, change: Partial<OwedItem>) => {
    await turn();
    const found = items(key).get(key.id);
    if (found) items(key).set(key.id, { ...found, ...change });
    return found !== undefined;
  };
  return {
    async take(key, now, until) {
      await turn();
      const found = items(key).get(key.id);
      if (!found || found.owed.dueAt > now || (found.takenUntil && found.takenUntil > now)) return null;
      items(key).set(key.id, { ...found, takenUntil: until });
      return { notice: found.owed as OwedNotice, cursor: found.cursor };
    },
    told: (key, cursor) => update(key, { cursor }),
    async release(key) {
      await update(key, { takenUntil: undefined });
    },
    async done(key) {
      await turn();
      items(key).delete(key.id);
    },
  };
}

/** What else is owed to the world outside, in memory. */
export const memoryTellings = (items: OwedItems, turn: Turn): Tellings => ({
  async read(key) {
    await turn();
    return (items(key).get(key.id)?.owed as OwedEvent | OwedEntry | undefined) ?? null;
  },
  async done(key) {
    await turn();
    items(key).delete(key.id);
  },
});
