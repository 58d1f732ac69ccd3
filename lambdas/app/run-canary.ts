import { requestOnBehalf } from '../domain/on-behalf.ts';
import { DAY, HOUR, plus } from '../domain/time.ts';
import type { Sighting, Verify } from './holding.ts';
import type { Pause } from './pause.ts';
import { pausePurges } from './pause.ts';
import type { Accounts, Clock, Ledger } from './ports.ts';

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
  readonly pause: Pause;
  readonly ledger: Pick<Ledger, 'add'>;
  /** What a receipt says, if it is there and its signature is right. */
  readonly receipt: (receiptId: string) => Promise<ReceiptStatement | null>;
}

export interface CanaryOutcome {
  /** The account whose end was looked at; null before there is one old enough. */
  readonly canary: string | null;
  /** What is wrong with it. */
  readonly faults: readonly string[];
  /** Whether this has paused all purges: something is gone of an account that nobody had deleted. */
  readonly paused: boolean;
}

/**
 * Makes the canary of the day and has it deleted, and looks at what became of the one of eight days ago. Beside each lives
 * a twin, whose id begins like the canary's and which nobody has deleted: if that has lost anything, all purges are paused.
 */
export const runCanary = (ports: CanaryPorts) => async (): Promise<CanaryOutcome> => {
  const now = ports.clock();
  const { accounts, verify, holdings, planted } = ports;
  await release(ports, idOf(ports, now));
  const canary = idOf(ports, plus(now, -LIVES));
  const account = await accounts.load(canary);
  if (account.rev === 0) return { canary: null, faults: [], paused: false };
  const taken = await takenFromTwin(ports, canary);
  const paused = taken.length > 0;
  if (paused) await pausePurges(ports)(CANARY);
  const ofTwin = taken.map((name) => `${name} of its twin is empty`);
  if (account.status !== 'deleted') return { canary, faults: ['it is not deleted', ...ofTwin], paused };
  const { deletionId, receiptId } = account;
  const [sighting, receipt] = await Promise.all([
    verify({ accountId: canary, deletionId, so: {}, holdings, time: LOOK }),
    ports.receipt(receiptId),
  ]);
  const left = holdings.filter((name) => sighting[name]?.left !== 0).map((name) => `${name} is not empty`);
  return { canary, faults: [...left, ...faultsOf(receipt, planted), ...ofTwin], paused };
};

/** A canary's id says on which day it was made. */
const idOf = ({ prefix }: CanaryPorts, day: Date): string => `${prefix}${day.toISOString().slice(0, 10)}`;
const twinOf = (canary: string): string => `${canary}-twin`;

/** What was planted with the twin and is gone; whole or not, it is deleted after that. */
async function takenFromTwin(ports: CanaryPorts, canary: string): Promise<string[]> {
  const { accounts, verify, planted } = ports;
  const twin = twinOf(canary);
  if ((await accounts.load(twin)).status === 'deleted') return [];
  const holdings = planted.map(({ name }) => name);
  const sighting: Sighting = await verify({ accountId: twin, deletionId: twin, so: {}, holdings, time: LOOK });
  await requestDeletion(ports, twin);
  return holdings.filter((name) => sighting[name]?.left === 0);
}

/** Planted first: what is scheduled has something to lose. */
async function release(ports: CanaryPorts, canary: string): Promise<void> {
  if ((await ports.accounts.load(canary)).rev > 0) return;
  for (const holding of ports.planted) {
    await holding.plant(canary);
    await holding.plant(twinOf(canary));
  }
  await requestDeletion(ports, canary);
}

async function requestDeletion({ accounts, newId, clock }: CanaryPorts, accountId: string): Promise<void> {
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
