import { requestOnBehalf } from '../domain/on-behalf.ts';
import { DAY, HOUR, plus } from '../domain/time.ts';
import type { Verify } from './holding.ts';
import type { Accounts, Clock } from './ports.ts';

/** How the canary signs where it acts as operators do. */
const CANARY = { by: 'canary', reason: 'canary' };
/** A day after its purge a canary is looked at: so long ago it was made. */
const LIVES = 8 * DAY;
/** Promised even where the schedule was lost. */
const LATEST = HOUR;
/** How long the holdings are looked at, milliseconds: of a canary there is next to nothing. */
const LOOK = 20_000;

/** What is read of a receipt. */
export interface ReceiptStatement {
  readonly purgeAt: Date;
  readonly startedAt: Date;
  readonly holdings: readonly { readonly name: string; readonly before: number }[];
}

export interface PlantedHolding {
  readonly name: string;
  /** Puts something there for the account; the same, however often. */
  plant(accountId: string): Promise<void>;
}

export interface CanaryPorts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly newId: () => string;
  /** What the ids of canaries begin with, and no other account's. */
  readonly prefix: string;
  readonly planted: readonly PlantedHolding[];
  /** The names of all holdings. */
  readonly holdings: readonly string[];
  readonly verify: Verify;
  /** What a receipt says, if it is there and its signature is right. */
  readonly receipt: (receiptId: string) => Promise<ReceiptStatement | null>;
}

export interface CanaryOutcome {
  /** The account whose end was looked at; null before there is one old enough. */
  readonly canary: string | null;
  /** What is wrong with it. */
  readonly faults: readonly string[];
}

/** Makes the canary of the day and has it deleted, and looks at what became of the one of eight days ago. */
export const runCanary = (ports: CanaryPorts) => async (): Promise<CanaryOutcome> => {
  const now = ports.clock();
  await release(ports, idOf(ports, now));
  const canary = idOf(ports, plus(now, -LIVES));
  const account = await ports.accounts.load(canary);
  if (account.rev === 0) return { canary: null, faults: [] };
  if (account.status !== 'deleted') return { canary, faults: ['it is not deleted'] };
  const { deletionId, receiptId } = account;
  const [sighting, receipt] = await Promise.all([
    ports.verify({ accountId: canary, deletionId, so: {}, holdings: ports.holdings, time: LOOK }),
    ports.receipt(receiptId),
  ]);
  const left = ports.holdings.filter((name) => sighting[name]?.left !== 0);
  return { canary, faults: [...left.map((name) => `${name} is not empty`), ...faultsOf(receipt, ports.planted)] };
};

/** A canary's id says on which day it was made. */
const idOf = ({ prefix }: CanaryPorts, day: Date): string => `${prefix}${day.toISOString().slice(0, 10)}`;

/** Planted first: what is scheduled has something to lose. */
async function release({ accounts, clock, newId, planted }: CanaryPorts, accountId: string): Promise<void> {
  const known = await accounts.load(accountId);
  if (known.rev > 0) return;
  for (const holding of planted) await holding.plant(accountId);
  const deletionId = newId();
  await accounts.change(accountId, (account) =>
    account.rev > 0 ? account : requestOnBehalf(account, { ...CANARY, deletionId }, clock()),
  );
}

function faultsOf(receipt: ReceiptStatement | null, planted: readonly PlantedHolding[]): string[] {
  if (receipt === null) return ['there is no valid receipt'];
  const late = receipt.startedAt.getTime() - receipt.purgeAt.getTime();
  const before = new Map(receipt.holdings.map((holding) => [holding.name, holding.before]));
  return [
    ...(late < 0 ? ['it began early'] : late > LATEST ? ['it began late'] : []),
    ...planted.filter(({ name }) => !before.get(name)).map(({ name }) => `nothing was found in ${name}`),
  ];
}
