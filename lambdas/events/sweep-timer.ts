import type { Swept } from '../app/sweep.ts';

/** The handler of the sweep's timer. */
export const sweepTimer = (sweep: () => Promise<Swept>) => async (): Promise<Swept> => {
  const swept = await sweep();
  // An alarm misses this line if it stays away; `again` is a metric.
  console.info({ swept: swept.due, again: swept.again });
  // A line that an alarm counts.
  if (swept.tripped) console.error({ paused: 'by the brake' });
  return swept;
};
