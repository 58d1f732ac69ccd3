import { describe, expect, it } from 'vitest';
import type { DueItem } from '../../lambdas/app/ports.ts';
import { sweep } from '../../lambdas/app/sweep.ts';
import { MINUTE, plus } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const KINDS = { purges: 'purge', 'all else': 'event' } as const;

async function* batches(kind: DueItem['kind'], length: number, dueAt = NOON) {
  for (let n = 0; n < length; n++) yield [{ accountId: 'acme', id: `${kind}-${n}`, kind, dueAt }];
}

/** Lines of batches that take a minute each; what is taken up is told by kind and place. */
function setUp(lengths: Record<keyof typeof KINDS, number>, refused?: string, dueAt = NOON) {
  let now = NOON;
  const taken: string[] = [];
  const until = new Map<string, Date>();
  const run = sweep({
    due(line, at) {
      until.set(line, at);
      return [batches(KINDS[line], lengths[line], dueAt)];
    },
    async doAgain(items) {
      now = plus(now, MINUTE);
      const ids = items.map(({ id }) => id);
      if (refused && ids.includes(refused)) throw new Error('held back');
      taken.push(...ids);
    },
    clock: () => now,
    brake: async () => ({ paused: null, tripped: false }),
    ledger: memoryLedger(),
  });
  return { run, taken, until };
}

describe('a sweep', () => {
  it('goes on until nothing is due', async () => {
    const { run, taken } = setUp({ purges: 1, 'all else': 2 });

    expect(await run()).toMatchObject({ due: 3 });

    expect(taken.sort()).toEqual(['event-0', 'event-1', 'purge-0']);
  });

  it('ends while its time lasts, and gets round to each line however long the other is', async () => {
    const { run, taken } = setUp({ purges: 2, 'all else': 1_000_000 });

    await run();

    expect(taken).toEqual(expect.arrayContaining(['purge-0', 'purge-1', 'event-0', 'event-1']));
    expect(taken.length).toBeLessThan(8);
  });

  it('fails where one line does, after it has been through the other', async () => {
    const { run, taken } = setUp({ purges: 2, 'all else': 2 }, 'event-0');

    await expect(run()).rejects.toThrow('held back');

    expect(taken).toEqual(['purge-0', 'purge-1']);
  });

  it('takes up what comes soon, and does not count it among what is due', async () => {
    const { run, taken } = setUp({ purges: 2, 'all else': 0 }, undefined, plus(NOON, 10 * MINUTE));

    expect(await run()).toMatchObject({ due: 0, again: 0 });

    expect(taken).toEqual(['purge-0', 'purge-1']);
  });

  it('looks at purges ahead of their time, and at nothing else', async () => {
    const { run, until } = setUp({ purges: 0, 'all else': 0 });

    await run();

    expect(until.get('all else')).toEqual(NOON);
    expect(until.get('purges')).toEqual(plus(NOON, 20 * MINUTE));
  });
});
