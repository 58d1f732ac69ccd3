import { expire } from '../domain/expire.ts';
import { type Following, following } from '../domain/follow.ts';
import type { Owed } from '../domain/owed.ts';
import type { SuspendableHolding } from './holding.ts';
import type { Accounts, Clock, HasEnded, OwedKey, Schedules, StartPurge } from './ports.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly schedules: Schedules;
  readonly startPurge: StartPurge;
  readonly hasEnded: HasEnded;
  readonly holdings: readonly SuspendableHolding[];
}

/** Makes the world agree with the table, and goes round again if the table moved on meanwhile. */
export const followAccount = (ports: Ports) =>
  async function follow(accountId: string): Promise<void> {
    const { accounts, clock } = ports;
    const account = await accounts.load(accountId);
    const wanted = following(account, clock());
    await Promise.all([schedule(accountId, wanted, ports), bringAbout(accountId, wanted, ports)]);
    if (wanted.settles.length > 0 && !(await accounts.settle(account, wanted.settles))) await follow(accountId);
  };

async function schedule(accountId: string, wanted: Following, { schedules }: Ports): Promise<void> {
  const { schedule, reminders, drop } = wanted;
  await Promise.all([
    schedule && schedules.putPurge({ accountId, deletionId: schedule.deletionId }, schedule.purgeAt),
    schedule &&
      reminders[0] &&
      schedules.putReminder(schedule.deletionId, keys(accountId, reminders), reminders[0].dueAt),
    ...drop.map((deletionId) => schedules.drop(deletionId)),
  ]);
}

async function bringAbout(
  accountId: string,
  { purge, resume, after, expire: expired, suspension }: Following,
  { accounts, clock, startPurge, hasEnded, holdings }: Ports,
): Promise<void> {
  const start = (deletionId: string) => startPurge({ accountId, deletionId });
  await Promise.all([
    purge && start(purge.deletionId),
    resume && hasEnded(resume.execution).then((ended) => (ended ? start(resume.deletionId) : undefined)),
    after && start(after),
    ...(suspension === null ? [] : holdings.map((holding) => holding[suspension](accountId))),
  ]);
  for (const deletionId of expired) {
    await accounts.change(accountId, (account) => expire(account, deletionId, clock()));
  }
}

const keys = (accountId: string, owed: readonly Owed[]): OwedKey[] => owed.map(({ id }) => ({ accountId, id: id! }));
