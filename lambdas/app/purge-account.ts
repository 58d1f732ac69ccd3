import { type AfterOutcome, type AfterPorts, afterPurge } from './after-purge.ts';
import { type CarryOutcome, type CarryPorts, carryOut } from './carry-out.ts';
import { begin, type ClaimPorts } from './claim-purge.ts';
import type { Execution, PurgeWake } from './ports.ts';

export type PurgeOutcome = { readonly outcome: 'nothing to do' } | CarryOutcome | AfterOutcome;

/**
 * Carries one deletion out, from the wake-up to the tombstone, and later what is due of it. The table decides whether
 * there is anything to do: a late, early, doubled, stale or forged wake-up ends without a trace.
 */
export const purgeAccount =
  (ports: ClaimPorts & CarryPorts & AfterPorts) =>
  async (wake: PurgeWake, execution: Execution): Promise<PurgeOutcome> => {
    const claim = () => execution.step('claim', () => begin(ports, wake, execution.id));
    let begun = await claim();
    while (begun.is === 'early') {
      await execution.wait('until purgeAt', begun.seconds);
      begun = await claim();
    }
    if (begun.is === 'nothing') return { outcome: 'nothing to do' };
    if (begun.is === 'purge') return carryOut(ports, wake, begun, execution);
    const { receiptId, jobs } = begun;
    const dead = { ...wake, receiptId, deletedAt: new Date(begun.deletedAt), until: new Date(begun.until) };
    return afterPurge(ports, dead, jobs, execution);
  };
