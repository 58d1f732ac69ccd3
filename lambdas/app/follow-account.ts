import type { Purging, Scheduled } from '../domain/account.ts';
import { expire } from '../domain/expire.ts';
import { type Following, following } from '../domain/follow.ts';
import { endHold } from '../domain/hold.ts';
import type { Owed } from '../domain/owed.ts';
import { putOffPurge } from '../domain/put-off.ts';
import { MINUTE, SECOND } from '../domain/time.ts';
import type { StartExport } from './export-ports.ts';
import type { SuspendableHolding } from './holding.ts';
import type { Accounts, Clock, HasEnded, OwedKey, PurgeWake, Schedules, StartPurge } from './ports.ts';
import { together } from './together.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly schedules: Schedules;
  readonly startPurge: StartPurge;
  readonly startExport: StartExport;
  readonly hasEnded: HasEnded;
  /** Made when they are needed, which is seldom. */
  readonly holdings: () => readonly SuspendableHolding[];
  /** Hears of lost schedules, and of purges that nobody was at. @default - nobody */
  readonly onRepair?: (repair: Repair) => void;
}

/** What has been made good, by its ids; `overdue`: seconds after `purgeAt`, of a purge that had not begun at all. */
export interface Repair extends PurgeWake {
  readonly repaired: 'schedule missing' | 'purge not begun' | 'purge not ended';
  readonly overdue?: number;
}

/** A schedule has woken the purge by then, or never will. */
const OVERDUE = 2 * MINUTE;

/**
 * Makes the world agree with the table, and goes round again if the table moved on meanwhile: then with what it has just
 * acted upon as well, for whoever was faster may have settled that before this one's act had its effect.
 */
export const followAccount = (ports: Ports) =>
  async function follow(accountId: string, actedUpon: readonly Owed[] = []): Promise<void> {
    const { accounts, clock } = ports;
    const account = await accounts.load(accountId);
    const still = new Set(account.owed.map(({ id }) => id));
    const owed = [...account.owed, ...actedUpon.filter(({ id }) => !still.has(id))];
    const now = clock();
    const wanted = following({ ...account, owed }, now);
    const { settles, ensure } = wanted;
    const actsUpon = ensure
      ? [...settles, { kind: 'schedule', dueAt: now, deletionId: ensure.deletionId } as const]
      : settles;
    const acts = [schedule, bringAbout, startExports].map((act) => act(accountId, wanted, ports));
    try {
      await together(acts);
      if (actsUpon.length === 0 || (await accounts.settle(account, settles.filter(isStored)))) return;
    } catch (error) {
      // Half of it may have had its effect, and too late.
      if ((await accounts.load(accountId)).rev === account.rev) throw error;
    }
    await follow(accountId, actsUpon);
  };

const isStored = ({ id }: Owed): boolean => id !== undefined;

async function schedule(accountId: string, wanted: Following, { schedules, onRepair = () => {} }: Ports) {
  const { schedule, ensure, reminders, drop } = wanted;
  const makeSure = async ({ deletionId, purgeAt }: Scheduled) => {
    const wasMissing = await schedules.ensurePurge({ accountId, deletionId }, purgeAt);
    if (wasMissing) onRepair({ accountId, deletionId, repaired: 'schedule missing' });
  };
  await together([
    ensure && makeSure(ensure),
    schedule && schedules.putPurge({ accountId, deletionId: schedule.deletionId }, schedule.purgeAt),
    schedule &&
      reminders[0] &&
      schedules.putReminder(schedule.deletionId, keys(accountId, reminders), reminders[0].dueAt),
    ...drop.map((deletionId) => schedules.drop(deletionId)),
  ]);
}

/** One whose execution goes on is left to it. */
async function startExports(accountId: string, { exports }: Following, { startExport, hasEnded }: Ports) {
  const isFree = async (execution: string | undefined) => execution === undefined || (await hasEnded(execution));
  const start = async ({ exportId, execution }: Following['exports'][number]) => {
    if (await isFree(execution)) await startExport({ accountId, exportId });
  };
  await together(exports.map(start));
}

async function bringAbout(
  accountId: string,
  { purge, resume, after, expire: expired, endHold: ended, putOff, suspension }: Following,
  { accounts, clock, startPurge, hasEnded, holdings, onRepair = () => {} }: Ports,
): Promise<void> {
  const start = (deletionId: string) => startPurge({ accountId, deletionId });
  const begin = async ({ deletionId, purgeAt }: Scheduled) => {
    await start(deletionId);
    const late = clock().getTime() - purgeAt.getTime();
    if (late > OVERDUE) onRepair({ accountId, deletionId, repaired: 'purge not begun', overdue: late / SECOND });
  };
  const goOn = async ({ deletionId, execution }: Purging) => {
    if (!(await hasEnded(execution))) return;
    await start(deletionId);
    onRepair({ accountId, deletionId, repaired: 'purge not ended' });
  };
  await together([
    purge && begin(purge),
    resume && goOn(resume),
    after && start(after),
    ...(suspension === null ? [] : holdings().map((holding) => holding[suspension](accountId))),
  ]);
  for (const deletionId of expired) {
    await accounts.change(accountId, (account) => expire(account, deletionId, clock()));
  }
  if (ended) await accounts.change(accountId, (account) => endHold(account, clock()));
  if (putOff) await accounts.change(accountId, (account) => putOffPurge(account, clock()));
}

const keys = (accountId: string, owed: readonly Owed[]): OwedKey[] => owed.map(({ id }) => ({ accountId, id: id! }));
