import { isAgain } from '../domain/again.ts';
import type { Braking } from './brake.ts';
import { enterPause } from './pause.ts';
import type { Clock, DoAgain, DueItems, Ledger } from './ports.ts';

/** How many owed items one run takes up; the oldest come first. */
const MOST = 1_000;

interface Ports {
  readonly due: DueItems;
  readonly doAgain: DoAgain;
  readonly clock: Clock;
  readonly brake: () => Promise<Braking>;
  readonly ledger: Pick<Ledger, 'add'>;
}

export interface Swept {
  /** How many owed items were taken up. */
  readonly due: number;
  /** How many of them had been tried before, or were lost. */
  readonly again: number;
  /** Whether this run has paused all purges. */
  readonly tripped: boolean;
}

/**
 * Does what is owed and due, and still there: whatever the stream or a schedule lost comes back to life here. While
 * purges are paused it does all else.
 */
export const sweep =
  ({ due, doAgain, clock, brake, ledger }: Ports) =>
  async (): Promise<Swept> => {
    const { paused, tripped } = await brake();
    const now = clock();
    const items = await due(now, MOST, paused ? 'purge' : undefined);
    await doAgain(items);
    // Also where whoever paused could not say so any more.
    if (paused) await enterPause(ledger, paused);
    return { due: items.length, again: items.filter((item) => isAgain(item, now)).length, tripped };
  };
