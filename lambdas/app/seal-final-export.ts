import { type FinalExports, type FinalExportWake, finalExportPath } from './final-export.ts';
import type { Clock, Execution, HasEnded, Ledger } from './ports.ts';

/** How long to wait before looking again whether it is whole, in seconds: doubled, up to the longest. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 300;
/** How long to wait before it is tried again after a failure, in seconds. */
const BETWEEN_ATTEMPTS = 60 * 60;

interface Ports {
  readonly finalExports: FinalExports;
  readonly hasEnded: HasEnded;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

export interface Sealing extends FinalExportWake {
  /** After this moment it is given up. */
  readonly until: Date;
  readonly isHeld: () => Promise<boolean>;
}

/**
 * Has a sealed copy of everything taken, and waits until it is whole; one that fails is taken anew an hour later.
 * Nothing may be released or erased before.
 */
export async function sealFinalExport(
  { finalExports, hasEnded, ledger, clock }: Ports,
  { until, isHeld, ...wake }: Sealing,
  execution: Execution,
): Promise<'sealed' | 'stuck' | 'held'> {
  const lookAt = (taker: string) => async () => {
    if ((await ledger.read(finalExportPath(wake.deletionId))) !== null) return 'sealed';
    if (await isHeld()) return 'held';
    if (!(await hasEnded(taker))) return 'under way';
    return clock() >= until ? 'stuck' : 'failed';
  };
  for (let attempt = 1; ; attempt++) {
    const number = attempt;
    const taker = await execution.step('take the final export', () => finalExports.start(wake, number));
    for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
      await execution.wait('until the final export is whole', pause);
      const seen = await execution.step('look at the final export', lookAt(taker));
      if (seen === 'failed') break;
      if (seen !== 'under way') return seen as 'sealed' | 'stuck' | 'held';
    }
    await execution.wait('before another final export', BETWEEN_ATTEMPTS);
  }
}
