import { describe, expect, it } from 'vitest';
import type { Sighting, Verify } from '../../lambdas/app/holding.ts';
import { look } from '../../lambdas/app/look.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import { memoryExecution } from '../support/memory-execution.ts';

const DEAD = { accountId: 'acme', deletionId: 'd-1' };
const named = (...names: string[]) => names.map((name) => ({ name }));
const whole = (held: number) => ({ held, left: 0 });
const begun = (held: number) => ({ ...whole(held), cursor: { at: held } });

/** A look at `calls` and `contacts`, whose sightings follow one another, the last for ever. */
async function seen(sightings: readonly Sighting[], timeLeft: readonly number[] = [15 * MINUTE]) {
  const asked: Parameters<Verify>[0][] = [];
  const { execution, log } = memoryExecution();
  const verify: Verify = async (question) => {
    asked.push(question);
    return sightings[Math.min(asked.length, sightings.length) - 1]!;
  };
  let turn = 0;
  const timed = { ...execution, timeLeft: () => timeLeft[Math.min(turn++, timeLeft.length - 1)]! };
  const found = await look(verify, 'look', named('calls', 'contacts'), DEAD, timed);
  return { found, asked, waits: log.filter((line) => line.includes('goes on')) };
}

describe('looking at holdings', () => {
  it('is done once each is seen to its end, and goes on where it stopped', async () => {
    const halfWay = { calls: whole(3), contacts: begun(5) };
    const { found, asked, waits } = await seen([halfWay, { calls: whole(3), contacts: whole(9) }]);

    expect(found).toEqual({ calls: whole(3), contacts: whole(9) });
    const question = { ...DEAD, holdings: ['calls', 'contacts'], time: 14 * MINUTE };
    expect(asked).toEqual([
      { ...question, so: {} },
      { ...question, so: halfWay },
    ]);
    expect(waits).toEqual(['look goes on: 1 s']);
  });

  it('goes on for as long as there is more to see', async () => {
    const { found } = await seen([
      ...Array(20).fill({ calls: whole(3), contacts: begun(5) }),
      { calls: whole(3), contacts: whole(9) },
    ]);

    expect(found).toEqual({ calls: whole(3), contacts: whole(9) });
  });

  it('is done without what cannot be seen, after six tries that lie ever further apart', async () => {
    const { found, waits, asked } = await seen([{ calls: whole(3) }]);

    expect(found).toEqual({ calls: whole(3) });
    expect(asked).toHaveLength(6);
    expect(waits).toEqual([16, 32, 64, 128, 256].map((seconds) => `look goes on: ${seconds} s`));
  });

  it('says nothing of what was not seen to its end', async () => {
    const { found } = await seen([{ calls: begun(3) }]);

    expect(found).toEqual({});
  });

  it('leaves to the next process what this one has no time for', async () => {
    const { found, asked } = await seen([{ calls: whole(3), contacts: whole(9) }], [2 * MINUTE - 1, 2 * MINUTE]);

    expect(found).toEqual({ calls: whole(3), contacts: whole(9) });
    expect(asked.map(({ time }) => time)).toEqual([MINUTE]);
  });

  it('of none asks nobody', async () => {
    const { execution, log } = memoryExecution();

    expect(await look(() => expect.unreachable(), 'look', [], DEAD, execution)).toEqual({});
    expect(log).toEqual([]);
  });
});
