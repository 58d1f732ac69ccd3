import { GRACE_PERIOD, living } from '../domain/account.ts';
import { retainedUntil } from '../domain/retention.ts';
import { plus } from '../domain/time.ts';
import type { Balance, Count, CountedHolding, Holding, Money } from './holding.ts';
import type { Accounts, Clock } from './ports.ts';

/** Above this counting stops: a page needs to know that it is many, not how many. */
const COUNTED = 10_000;

export interface Preview {
  readonly holdings: readonly ({ readonly name: string; readonly outcome: Holding['outcome'] } & Count)[];
  readonly retained: readonly ({ readonly name: string; readonly ground: string; readonly until: Date } & Count)[];
  readonly balance: Money | null;
  readonly members: number;
  /** When the newest export was ready. */
  readonly lastExportAt: Date | null;
}

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly holdings: readonly CountedHolding[];
  readonly balance: Balance;
}

/** What a purge would take and what it would leave, in the order of the data map. */
export const previewDeletion =
  ({ accounts, clock, holdings, balance }: Ports) =>
  async (accountId: string): Promise<Preview> => {
    const [account, owed, ...counts] = await Promise.all([
      accounts.load(accountId),
      balance(accountId),
      ...holdings.map((holding) => holding.count(accountId, COUNTED)),
    ]);
    const { deletion, lastExportAt = null } = living(account);
    const purgeAt = deletion && 'purgeAt' in deletion ? deletion.purgeAt : plus(clock(), GRACE_PERIOD);

    const counted = holdings.map((holding, index) => ({ ...holding, ...counts[index]! }));
    return {
      holdings: counted
        .filter(({ outcome }) => outcome !== 'retain')
        .map(({ name, outcome, count, atLeast }) => ({ name, outcome, count, ...(atLeast && { atLeast }) })),
      retained: counted.flatMap(({ name, retention, count, atLeast }) =>
        retention === undefined
          ? []
          : [
              {
                name,
                count,
                ...(atLeast && { atLeast }),
                ground: retention.ground,
                until: retainedUntil(retention.years, purgeAt),
              },
            ],
      ),
      balance: owed,
      // The owner is one of the members that the holding counts.
      members: Math.max(0, (counted.find(({ name }) => name === 'members')?.count ?? 0) - 1),
      lastExportAt,
    };
  };
