import { isAgain } from '../domain/again.ts';
import { LOOKED_FOR } from '../domain/follow.ts';
import { MINUTE, plus } from '../domain/time.ts';
import type { Braking } from './brake.ts';
import { enterPause } from './pause.ts';
import type { Clock, DoAgain, DueItem, DueItems, Ledger } from './ports.ts';
import { together } from './together.ts';

/** A run takes nothing more up after that; what is left is the next one's. */
const LONGEST = 4 * MINUTE;

interface Ports {
  readonly due: DueItems;
  readonly doAgain: DoAgain;
  readonly clock: Clock;
  readonly brake: () => Promise<Braking>;
  readonly ledger: Pick<Ledger, 'add'>;
}

export interface Swept {
  /** How many owed items were due. */
  readonly due: number;
  /** How many of them had been tried before, or were lost. */
  readonly again: number;
  /** Whether this run has paused all purges. */
  readonly tripped: boolean;
}

/**
 * Does what is owed and due, and still there: whatever the stream or a schedule lost comes back to life here. Looks too
 * at purges that come soon: their schedules may be lost. While purges are paused it does all else.
 */
export const sweep =
  ({ due, doAgain, clock, brake, ledger }: Ports) =>
  async (): Promise<Swept> => {
    const { paused, tripped } = await brake();
    const now = clock();
    const swept = { due: 0, again: 0 };
    const take = async (batches: AsyncIterable<readonly DueItem[]>) => {
      for await (const items of batches) {
        await doAgain(items);
        swept.due += items.filter(({ dueAt }) => dueAt <= now).length;
        swept.again += items.filter((item) => isAgain(item, now)).length;
        if (clock() >= plus(now, LONGEST)) return;
      }
    };
    const lines = [...due('all else', now), ...(paused ? [] : due('purges', plus(now, LOOKED_FOR)))];
    await together(lines.map(take));
    // Also where whoever paused could not say so any more.
    if (paused) await enterPause(ledger, paused);
    return { ...swept, tripped };
  };
