import type { CanaryOutcome } from '../app/run-canary.ts';

/** The handler of the canary's timer: a line if all is well, which an alarm misses if it stays away, and another if not. */
export const canaryTimer = (run: () => Promise<CanaryOutcome>) => async (): Promise<CanaryOutcome> => {
  const outcome = await run();
  const { canary, faults } = outcome;
  if (faults.length === 0) console.info({ canary: canary ?? 'none is old enough' });
  else console.error({ accountId: canary, canaryFailed: faults.join(', ') });
  return outcome;
};
