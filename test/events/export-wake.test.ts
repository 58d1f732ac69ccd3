import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExportOutcome } from '../../lambdas/app/prepare-export.ts';
import { exportWake } from '../../lambdas/events/export-wake.ts';

const wake = { accountId: 'acme', exportId: 'e-1' };
const seen: unknown[] = [];
const ending = (outcome: ExportOutcome) =>
  exportWake(async (asked: unknown) => {
    seen.push(asked);
    return outcome;
  });
afterEach(() => {
  seen.length = 0;
  vi.restoreAllMocks();
});

describe('what has an export prepared', () => {
  it('is handed over as it is', async () => {
    expect(await ending({ outcome: 'ready', archives: 1 })(wake, null)).toEqual({ outcome: 'ready', archives: 1 });

    expect(seen).toEqual([wake]);
  });

  it.each([[null], ['acme'], [{ accountId: 'acme' }], [{ accountId: 'acme', exportId: 7 }]])(
    'is nothing to do where it is %j',
    async (event) => {
      expect(await ending({ outcome: 'ended' })(event, null)).toEqual({ outcome: 'nothing to do' });

      expect(seen).toEqual([]);
    },
  );

  it('says in the log what an alarm counts, and only then', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});

    await ending({ outcome: 'cancelled' })(wake, null);
    expect(log.mock.calls).toEqual([]);
    await ending({ outcome: 'failed', error: 'StepError' })(wake, null);

    expect(log.mock.calls).toEqual([[{ ...wake, failed: 'StepError' }]]);
  });
});
