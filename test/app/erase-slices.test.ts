import { describe, expect, it } from 'vitest';
import { fence, inSlices } from '../../lambdas/app/erase-all.ts';
import type { Erased, Holding, Slice } from '../../lambdas/app/holding.ts';
import { HOUR, MINUTE, plus, SECOND } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { memoryExecution } from '../support/memory-execution.ts';

const contacts = { name: 'contacts', outcome: 'erase' } as Holding;
const more = (erased: number, after?: number): Erased => ({ erased, cursor: { at: erased }, ...(after && { after }) });
const last: Erased = { erased: 1 };

/** Slices of a holding that come to this one after another; `heldFrom`: the slice at which a hold is in force. */
async function sliced(answers: readonly Erased[], { until = plus(NOON, 72 * HOUR), heldFrom = Infinity } = {}) {
  let now = NOON;
  const slices: Slice[] = [];
  const pauses: number[] = [];
  const { execution } = memoryExecution({
    onWait(seconds) {
      pauses.push(seconds);
      now = plus(now, seconds * SECOND);
    },
  });
  const take = async (slice: Slice) => {
    slices.push(slice);
    return answers[Math.min(slices.length, answers.length) - 1]!;
  };
  const erasing = { accountId: 'acme', deletionId: 'd-1', startedAt: NOON, until };
  const isHeld = async () => slices.length >= heldFrom;
  await inSlices(() => now, contacts, take, { ...erasing, isHeld }, execution);
  return { slices, pauses };
}

describe('slice after slice', () => {
  it('begins where the one before it stopped, and knows for which deletion, since when, and how long it may take', async () => {
    const { slices, pauses } = await sliced([more(10), more(5), last]);

    const slice = { deletionId: 'd-1', startedAt: NOON, timeLeft: expect.any(Function) };
    expect(slices).toEqual([undefined, { at: 10 }, { at: 5 }].map((cursor) => ({ ...slice, cursor })));
    expect(slices[0]!.timeLeft()).toBe(15 * MINUTE);
    expect(pauses).toEqual([1, 1]);
  });

  it('comes ever more seldom while there is nothing to be done, and as at first once there is', async () => {
    const { pauses } = await sliced([more(0), more(0), more(0), more(0), more(3), more(0), last]);

    expect(pauses).toEqual([1, 2, 4, 8, 1, 1]);
  });

  it('comes every hour at the least, and no sooner than the holding asks for', async () => {
    const seldom = await sliced([...Array(14).fill(more(0)), last]);
    const asked = await sliced([more(3, 30), more(0, 30), last]);

    expect(seldom.pauses.slice(-3)).toEqual([2_048, 3_600, 3_600]);
    expect(asked.pauses).toEqual([30, 30]);
  });

  it('is given up when its time is over and nothing is done any more, and not while something is', async () => {
    const idle = await sliced([more(0)], { until: plus(NOON, 3 * SECOND) });
    const busy = await sliced([more(1), more(1), more(1), more(0), last], { until: plus(NOON, 2 * SECOND) });

    expect(idle.pauses).toEqual([1, 2]);
    expect(busy.slices).toHaveLength(4);
  });

  it('stops where a hold is in force', async () => {
    expect((await sliced([more(10)], { heldFrom: 2 })).slices).toHaveLength(2);
    expect((await sliced([more(10)], { heldFrom: 0 })).slices).toEqual([]);
  });
});

describe('fencing', () => {
  const erasing = { accountId: 'acme', deletionId: 'd-1', startedAt: NOON, until: NOON, isHeld: async () => false };

  it('stops what runs, and says what could not be stopped', async () => {
    const stopped: string[] = [];
    const stops = { name: 'campaigns', fence: async (id: string) => void stopped.push(id) } as unknown as Holding;
    const fails = { name: 'sessions', fence: () => Promise.reject(new Error('not now')) } as unknown as Holding;

    const left = await fence([contacts, stops, fails], erasing, memoryExecution().execution);

    expect([left, stopped]).toEqual([[fails], ['acme']]);
  });

  it('stops nothing under a hold', async () => {
    const stops = { name: 'campaigns', fence: () => expect.unreachable() } as unknown as Holding;

    expect(await fence([stops], { ...erasing, isHeld: async () => true }, memoryExecution().execution)).toEqual([]);
  });
});
