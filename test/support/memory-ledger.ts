import type { Ledger } from '../../lambdas/app/ports.ts';

/** A ledger in memory, and what stands in it. */
export function memoryLedger(): Ledger & { readonly entries: ReadonlyMap<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    async add(path, body) {
      if (!entries.has(path)) entries.set(path, body);
    },
    read: async (path) => entries.get(path) ?? null,
    below: async (path) => [...entries.keys()].filter((key) => key.startsWith(path)),
  };
}
