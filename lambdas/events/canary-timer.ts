import type { CanaryOutcome } from '../app/run-canary.ts';

/** The handler of the canary's timer: a line if all is well, which an alarm misses if it stays away, and others if not. */
export const canaryTimer = (run: () => Promise<CanaryOutcome>) => async (): Promise<CanaryOutcome> => {
  const outcome = await run();
  const { canary, faults, paused } = outcome;
  if (faults.length === 0) console.info({ canary: canary ?? 'none is old enough' });
  else console.error({ accountId: canary, canaryFailed: faults.join(', ') });
  if (paused) console.error({ paused: 'by the canary' });
  return outcome;
};
