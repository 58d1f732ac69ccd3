import * as v from 'valibot';
import type { ExportWake } from '../app/export-ports.ts';
import type { ExportOutcome } from '../app/prepare-export.ts';

const schema = v.object({ accountId: v.string(), exportId: v.string() });

/** What has an export prepared, or ended; anything that is none of ours ends without a trace. */
export const exportWake =
  <Context>(prepare: (wake: ExportWake, context: Context) => Promise<ExportOutcome>) =>
  async (event: unknown, context: Context): Promise<ExportOutcome> => {
    const wake = v.safeParse(schema, event);
    if (!wake.success) return { outcome: 'nothing to do' };
    const outcome = await prepare(wake.output, context);
    // A line that an alarm counts.
    if (outcome.outcome === 'failed') console.error({ ...wake.output, failed: outcome.error });
    return outcome;
  };
