/** How many histories came across what. */
export interface Tally {
  readonly counts: ReadonlyMap<string, number>;
  add(seen: ReadonlyMap<string, number>): void;
  /** Adds what another tally counted in so many histories. */
  merge(counts: ReadonlyMap<string, number>, histories: number): void;
  of(what: string): number;
  line(name: string, seed: number): string;
}

export function newTally(): Tally {
  const counts = new Map<string, number>();
  let histories = 0;
  const count = (what: string, more: number) => counts.set(what, (counts.get(what) ?? 0) + more);
  return {
    counts,
    add(seen) {
      histories++;
      for (const what of seen.keys()) count(what, 1);
    },
    merge(others, tried) {
      histories += tried;
      for (const [what, more] of others) count(what, more);
    },
    of: (what) => counts.get(what) ?? 0,
    line(name, seed) {
      const often = [...counts].sort(([, a], [, b]) => b - a);
      return [`${histories} histories of ${name}, seed ${seed}`, ...often.map(([what, n]) => `${what} ${n}`)].join(
        ', ',
      );
    },
  };
}
