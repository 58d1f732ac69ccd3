/** Now and then true, once in `oneIn` times on average. */
export type Chance = (oneIn: number) => boolean;

/** The same seed gives the same run of luck; `null`: never. */
export function createChance(seed: number | null): Chance {
  if (seed === null) return () => false;
  const random = createRandom(seed);
  return (oneIn) => random() < 1 / oneIn;
}

/** Numbers from 0 to below 1; the same seed gives the same ones. */
export function createRandom(seed: number): () => number {
  let state = seed;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
