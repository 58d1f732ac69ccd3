import * as v from 'valibot';
import type { PurgeWake } from '../app/ports.ts';
import type { PurgeOutcome } from '../app/purge-account.ts';

const schema = v.object({ accountId: v.string(), deletionId: v.string() });

/** What wakes a purge; anything that is no wake-up of ours ends without a trace. */
export const purgeWake =
  <Context>(purge: (wake: PurgeWake, context: Context) => Promise<PurgeOutcome>) =>
  async (event: unknown, context: Context): Promise<PurgeOutcome> => {
    const wake = v.safeParse(schema, event);
    if (!wake.success) return { outcome: 'nothing to do' };
    const outcome = await purge(wake.output, context);
    // Lines that alarms count: what they look for has to be a text or a number, a list is never found.
    if (outcome.outcome === 'quarantined') console.error({ ...wake.output, quarantined: outcome.holdings.join(', ') });
    if (outcome.outcome === 'looked after' && outcome.late > 0) console.error({ ...wake.output, late: outcome.late });
    return outcome;
  };
