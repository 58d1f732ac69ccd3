import type { Clock, DoAgain, DueItems } from './ports.ts';

/** How many owed items one run takes up; the oldest come first. */
const MOST = 1_000;

/** Does what is owed and due, and still there: whatever the stream or a schedule lost comes back to life here. */
export const sweep =
  ({ due, doAgain, clock }: { due: DueItems; doAgain: DoAgain; clock: Clock }) =>
  async (): Promise<{ due: number }> => {
    const keys = await due(clock(), MOST);
    await doAgain(keys);
    return { due: keys.length };
  };
