import type { Pause, Paused } from '../../lambdas/app/pause.ts';

/** The pause of all purges, in memory. */
export function memoryPause(): Pause {
  let inForce: Paused | null = null;
  let brakeFrom: Date | null = null;
  return {
    read: async () => inForce,
    async set(paused) {
      inForce ??= paused;
      return inForce;
    },
    async lift(paused, from) {
      if (inForce?.at.getTime() !== paused.at.getTime()) return false;
      inForce = null;
      brakeFrom = from;
      return true;
    },
    brakeFrom: async () => brakeFrom,
  };
}
