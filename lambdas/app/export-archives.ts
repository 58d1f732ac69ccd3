import type { Archive } from '../domain/export.ts';
import { plus, SECOND } from '../domain/time.ts';
import { archiveKey } from './archive-keys.ts';
import type { ArchiveStore } from './archives.ts';
import { fillArchive, type MostOfAnArchive, type Position } from './fill-archive.ts';
import type { ExportableHolding } from './holding.ts';
import type { Clock, Execution } from './ports.ts';

const MOST: MostOfAnArchive = { bytes: 2 * 1024 ** 3, entries: 20_000 };
/** Whether it is still wanted is asked no more often than this. */
const BETWEEN_QUESTIONS = 30 * SECOND;

interface Ports {
  readonly holdings: readonly ExportableHolding[];
  readonly store: ArchiveStore;
  readonly clock: Clock;
  /** @default 2 GiB, 20,000 entries */
  readonly most?: MostOfAnArchive;
}

/** How an export is to be. */
export interface ExportPlan {
  /** Where the archives go. */
  readonly folder: string;
  /** What an archive is called where it is saved. */
  readonly name: (number: number) => string;
  /** Whether anybody wants it still. */
  readonly stillWanted: () => Promise<boolean>;
}

interface Making {
  readonly accountId: string;
  readonly plan: ExportPlan;
  readonly number: number;
  readonly from: Position | undefined;
}

/** What an archive is given up with that nobody wants any more. */
class NotWanted extends Error {}

/**
 * Puts all that an account holds into archives, as many as it takes, each a step: one that is cut short is made again,
 * and the next goes on where the last one ended. Answers null once it is not wanted any more; what was written stays.
 */
export const exportArchives =
  (ports: Ports) =>
  async (accountId: string, plan: ExportPlan, execution: Execution): Promise<readonly Archive[] | null> => {
    const archives: Archive[] = [];
    for (let from: Position | undefined, more = true; more; ) {
      const making = { accountId, plan, number: archives.length + 1, from };
      const name = `archive ${making.number}`;
      const made = await execution.step(name, () => makeArchive(ports, making, execution), 'briefly');
      if (made === null) return null;
      archives.push(made.archive);
      from = made.next ?? undefined;
      more = from !== undefined;
      // A fresh process has all its time for the next.
      if (more) await execution.wait('before the next archive', 1);
    }
    return archives;
  };

async function makeArchive({ holdings, store, clock, most = MOST }: Ports, making: Making, execution: Execution) {
  const { accountId, plan, number, from } = making;
  const check = wantedCheck(plan.stillWanted, clock);
  const timeLeft = () => execution.timeLeft();
  try {
    await check();
    const key = archiveKey(plan.folder, number);
    const { result: next, ...written } = await store.write(key, async (zip) => {
      const filling = { accountId, holdings, takenAt: clock(), archive: number, from, most, timeLeft, check };
      const end = await fillArchive(zip, filling);
      // What is done now could be put beside what a purge has emptied meanwhile.
      await check('now');
      return end;
    });
    return { archive: { name: plan.name(number), ...written }, next };
  } catch (error) {
    if (error instanceof NotWanted) return null;
    throw error;
  }
}

function wantedCheck(stillWanted: () => Promise<boolean>, clock: Clock) {
  let next = clock();
  return async (now?: 'now'): Promise<void> => {
    if (!now && clock() < next) return;
    if (!(await stillWanted())) throw new NotWanted();
    next = plus(clock(), BETWEEN_QUESTIONS);
  };
}
