import { type Following, following } from '../domain/follow.ts';
import type { Owed } from '../domain/owed.ts';
import type { Accounts, Clock, KeptHolding, OwedKey, Schedules, StartPurge } from './ports.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly schedules: Schedules;
  readonly startPurge: StartPurge;
  readonly holdings: readonly KeptHolding[];
}

/** Makes the world agree with the table, and goes round again if the table moved on meanwhile. */
export const followAccount = ({ accounts, clock, ...world }: Ports) =>
  async function follow(accountId: string): Promise<void> {
    const account = await accounts.load(accountId);
    const wanted = following(account, clock());
    await bringAbout(accountId, wanted, world);
    if (wanted.settles.length > 0 && !(await accounts.settle(account, wanted.settles))) await follow(accountId);
  };

async function bringAbout(
  accountId: string,
  { schedule, reminders, drop, purge, suspension }: Following,
  { schedules, startPurge, holdings }: Pick<Ports, 'schedules' | 'startPurge' | 'holdings'>,
): Promise<void> {
  await Promise.all([
    schedule && schedules.putPurge({ accountId, deletionId: schedule.deletionId }, schedule.purgeAt),
    schedule &&
      reminders[0] &&
      schedules.putReminder(schedule.deletionId, keys(accountId, reminders), reminders[0].dueAt),
    ...drop.map((deletionId) => schedules.drop(deletionId)),
    purge && startPurge({ accountId, deletionId: purge.deletionId }),
    ...(suspension === null ? [] : holdings.map((holding) => holding[suspension](accountId))),
  ]);
}

const keys = (accountId: string, owed: readonly Owed[]): OwedKey[] => owed.map(({ id }) => ({ accountId, id: id! }));
