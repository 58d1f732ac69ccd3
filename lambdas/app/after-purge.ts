import { type AfterPurge, settleAfterPurge } from '../domain/after-purge.ts';
import { eraseAll, inSlices } from './erase-all.ts';
import type { FinalExports } from './final-export.ts';
import type { Holding, Sighting, Verify } from './holding.ts';
import { look } from './look.ts';
import type { Accounts, Clock, Execution } from './ports.ts';
import type { Receipts } from './receipts.ts';

export interface AfterPorts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly holdings: readonly Holding[];
  readonly verify: Verify;
  readonly receipts: Receipts;
  readonly finalExports: FinalExports;
}

/** Something that is due of a dead account; JSON. */
export interface AfterJob {
  readonly kind: AfterPurge['kind'];
  /** Whose retention ends; none for other kinds. */
  readonly holdings: readonly string[];
}

export interface DeadAccount {
  readonly accountId: string;
  readonly deletionId: string;
  readonly receiptId: string;
  readonly deletedAt: Date;
  /** When somebody else may take the jobs. */
  readonly until: Date;
}

export type AfterOutcome =
  /** `late`: how many records had been written to the dead account, and are erased. */
  | { readonly outcome: 'looked after'; readonly late: number }
  | { readonly outcome: 'quarantined'; readonly holdings: readonly string[] };

/** Does what is due of a dead account, and adds a sequel to the receipt for each. What fails comes due again. */
export async function afterPurge(
  ports: AfterPorts,
  dead: DeadAccount,
  jobs: readonly AfterJob[],
  execution: Execution,
): Promise<AfterOutcome> {
  const { accounts, receipts, clock } = ports;
  let late = 0;
  for (const job of jobs) {
    const done = await DO[job.kind](ports, dead, job, execution);
    if ('stuck' in done) return { outcome: 'quarantined', holdings: done.stuck };
    if (job.kind === 'check') late += done.erased.reduce((sum, { count }) => sum + count, 0);
    const at = new Date(await execution.step(`the end of ${job.kind}`, async () => clock().toISOString()));
    const sequel = { receiptId: dead.receiptId, sequel: job.kind, at, erased: done.erased };
    await execution.step(`sequel ${job.kind}`, () => receipts.follow(sequel));
    await execution.step(`settle ${job.kind}`, async () => {
      await accounts.change(dead.accountId, (account) => settleAfterPurge(account, job, job.holdings));
    });
  }
  return { outcome: 'looked after', late };
}

/** What was found and is gone now, by holding; or what could not be removed. */
type Done = { readonly erased: readonly Erased[] } | { readonly stuck: readonly string[] };
type Erased = { readonly name: string; readonly count: number };
type Do = (ports: AfterPorts, dead: DeadAccount, job: AfterJob, execution: Execution) => Promise<Done>;

const DO: Readonly<Record<AfterPurge['kind'], Do>> = {
  async check(ports, dead, _job, execution) {
    const found = await look(ports.verify, 'look again', ports.holdings, dead, execution);
    const erased = countsOf(found, 'left');
    const isClean = ports.holdings.every(({ name }) => name in found) && erased.length === 0;
    if (isClean) return { erased };
    const erasure = await eraseAll(ports, { ...dead, startedAt: dead.deletedAt, isHeld: never }, execution);
    return 'stuck' in erasure ? erasure : { erased };
  },
  async 'retention-end'(ports, dead, job, execution) {
    const ending = ports.holdings.filter(({ name }) => job.holdings.includes(name));
    const before = await look(ports.verify, 'count what was kept', ending, dead, execution);
    await execution.sideBySide('end the retention', ending, (holding, branch) =>
      inSlices(
        ports.clock,
        holding,
        (slice) => holding.expire!(dead.accountId, slice),
        { ...dead, startedAt: dead.deletedAt, isHeld: never },
        branch,
      ),
    );
    const after = await look(ports.verify, 'verify the end', ending, dead, execution);
    const stuck = job.holdings.filter((name) => after[name]?.held !== 0);
    return stuck.length > 0 ? { stuck } : { erased: countsOf(before, 'held') };
  },
  'backups-end': async () => ({ erased: [] }),
  async 'final-export-end'({ finalExports }, { receiptId }, _job, execution) {
    await execution.step('destroy the final export', () => finalExports.destroy(receiptId));
    return { erased: [] };
  },
};

/** Nobody can hold what is dead. */
const never = async () => false;

/** The counts that are not zero. */
const countsOf = (sighting: Sighting, what: 'held' | 'left'): Erased[] =>
  Object.entries(sighting)
    .map(([name, found]) => ({ name, count: found[what] }))
    .filter(({ count }) => count > 0);
