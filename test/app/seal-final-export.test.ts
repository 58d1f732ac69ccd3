import { describe, expect, it } from 'vitest';
import { finalExportPath } from '../../lambdas/app/final-export.ts';
import { sealFinalExport } from '../../lambdas/app/seal-final-export.ts';
import { DAY, HOUR, plus, SECOND } from '../../lambdas/domain/time.ts';
import { NOON } from '../support/accounts.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { memoryLedger } from '../support/memory-ledger.ts';

const WAKE = { accountId: 'acme', deletionId: 'd-1', receiptId: 'receipt-1' };

/** A sealed copy that is taken; who waits for it hears after each wait how long it has been, in seconds. */
function setUp({ until = plus(NOON, 3 * DAY), ended = false } = {}) {
  const ledger = memoryLedger();
  const state = { now: NOON, held: false, ended };
  const pauses: number[] = [];
  const attempts: number[] = [];
  let afterWait = (_waited: number) => {};
  const { execution } = memoryExecution({
    onWait(seconds) {
      pauses.push(seconds);
      state.now = plus(state.now, seconds * SECOND);
      afterWait((state.now.getTime() - NOON.getTime()) / SECOND);
    },
  });
  const finalExports = {
    async start(_wake: unknown, attempt: number) {
      attempts.push(attempt);
      return `arn:${attempt}`;
    },
    keepUntil: async () => {},
    destroy: async () => {},
  };
  const ports = { finalExports, ledger, clock: () => state.now, hasEnded: async () => state.ended };
  const whole = () => void ledger.add(finalExportPath('d-1'), '{}');
  return {
    state,
    pauses,
    attempts,
    whole,
    seal(then: (waited: number) => void = () => {}) {
      afterWait = then;
      return sealFinalExport(ports, { ...WAKE, until, isHeld: async () => state.held }, execution);
    },
  };
}

describe('waiting for a sealed copy', () => {
  it('looks ever more seldom whether it is whole, at the least every five minutes', async () => {
    const { seal, pauses, attempts, whole } = setUp();

    expect(await seal((waited) => waited > 1_000 && whole())).toBe('sealed');

    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(attempts).toEqual([1]);
  });

  it('has it taken anew an hour after a failure, and looks as often as at first', async () => {
    const { seal, pauses, attempts, whole, state } = setUp({ ended: true });

    const end = seal((waited) => {
      state.ended = waited < HOUR / SECOND;
      if (waited > HOUR / SECOND + 10) whole();
    });

    expect(await end).toBe('sealed');
    expect(pauses).toEqual([2, 3_600, 2, 4, 8]);
    expect(attempts).toEqual([1, 2]);
  });

  it.each([
    ['goes on', plus(NOON, 2 * SECOND + 1), [1, 2]],
    ['ends', plus(NOON, 2 * SECOND), [1]],
  ])('that has failed %s by the clock', async (_, until, tried) => {
    const { seal, attempts } = setUp({ ended: true, until });

    expect(await seal()).toBe('stuck');

    expect(attempts).toEqual(tried);
  });

  it('ends where a hold is placed, but not where it is whole by then', async () => {
    const [held, both] = [setUp(), setUp()];
    held.state.held = true;
    both.state.held = true;
    both.whole();

    expect([await held.seal(), await both.seal()]).toEqual(['held', 'sealed']);
  });
});
