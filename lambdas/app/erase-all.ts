import { HOUR, SECOND } from '../domain/time.ts';
import type { Cursor, Erased, Found, Holding, Sighting, Slice, Verify } from './holding.ts';
import { look } from './look.ts';
import type { Clock, Execution } from './ports.ts';

/** Rounds of erasing are this far apart, in seconds. */
const BETWEEN_ROUNDS = HOUR / SECOND;
/** The longest pause before what is slow is asked again, in seconds. */
const LONGEST_PAUSE = HOUR / SECOND;

export interface ErasePorts {
  readonly clock: Clock;
  readonly holdings: readonly Holding[];
  readonly verify: Verify;
}

export interface Erasing {
  readonly accountId: string;
  readonly deletionId: string;
  readonly startedAt: Date;
  /** After this moment what is left is given up. */
  readonly until: Date;
  /** Hears what was there, before anything is erased. */
  readonly counted?: (before: Sighting) => Promise<Sighting>;
  /** Looked at before each step that destroys something. */
  readonly isHeld: () => Promise<boolean>;
}

/** What was there before and what is now, or what could not be done. */
export type Erasure =
  | { readonly before: Sighting; readonly after: Sighting }
  | { readonly stuck: readonly string[] }
  | { readonly held: true };

/**
 * Fences, counts, erases and verifies, in rounds, until somebody else's eyes see nothing left. A holding that fails
 * holds up no other: it is tried again with what else is left, in the next round.
 */
export async function eraseAll(
  ports: ErasePorts,
  erasing: Erasing,
  execution: Execution,
  toFence: readonly Holding[] = ports.holdings,
): Promise<Erasure> {
  const { holdings, clock } = ports;
  const [members, others] = [holdings.filter(isMembers), holdings.filter((holding) => !isMembers(holding))];
  let unfenced = toFence;
  let before: Sighting = {};
  let rest: readonly Holding[] = holdings;
  for (;;) {
    unfenced = await fence(unfenced, erasing, execution);
    before = { ...(await count(ports, rest, before, erasing, execution)), ...before };
    for (const stage of stages(rest.filter((holding) => !isMembers(holding) && holding.name in before))) {
      await eraseSideBySide(ports, stage, erasing, execution);
    }
    let after = await look(ports.verify, 'verify', others, erasing, execution);
    // Others are found by the members' ids: those go when nothing else is there any more.
    if (others.every((holding) => isGone(after[holding.name]))) {
      await eraseSideBySide(ports, { name: 'erase the members', holdings: members }, erasing, execution);
      after = { ...after, ...(await look(ports.verify, 'verify the members', members, erasing, execution)) };
    }
    rest = holdings.filter(({ name }) => !isGone(after[name]));
    if (rest.length === 0) return { before, after };
    const next = await execution.step('whether to go on', async () => {
      if (await erasing.isHeld()) return 'held';
      return clock() >= erasing.until ? 'late' : 'on';
    });
    if (next === 'held') return { held: true };
    if (next === 'late') return { stuck: rest.map(({ name }) => name) };
    await execution.wait('before another round', BETWEEN_ROUNDS);
  }
}

const isMembers = ({ name }: Holding) => name === 'members';
const isGone = (found: Found | undefined) => found?.left === 0;

/** Fences those that have something to stop; answers which of them could not be, and are to be tried again. */
export async function fence(
  unfenced: readonly Holding[],
  { accountId, deletionId, isHeld }: Erasing,
  execution: Execution,
): Promise<readonly Holding[]> {
  const running = unfenced.filter((holding) => holding.fence);
  const failed = await execution.sideBySide('fence', running, async (holding, branch) => {
    const run = async () => ((await isHeld()) ? undefined : holding.fence!(accountId, deletionId));
    await branch.step(`fence ${holding.name}`, run, 'briefly');
  });
  return running.filter(({ name }) => failed.includes(name));
}

/** What cannot be counted cannot be reached, and is not erased in this round. */
async function count(
  { verify }: ErasePorts,
  rest: readonly Holding[],
  before: Sighting,
  erasing: Erasing,
  execution: Execution,
): Promise<Sighting> {
  const uncounted = rest.filter(({ name }) => !(name in before));
  const counted = await look(verify, 'count', uncounted, erasing, execution);
  const { counted: note } = erasing;
  return note && uncounted.length > 0 ? execution.step('note the counts', () => note(counted)) : counted;
}

interface Stage {
  readonly name: string;
  readonly holdings: readonly Holding[];
}

/** Numbers first, for they cost; then the bill; then all else. */
function stages(holdings: readonly Holding[]): readonly Stage[] {
  const of = (...outcomes: Holding['outcome'][]) => holdings.filter(({ outcome }) => outcomes.includes(outcome));
  return [
    { name: 'release', holdings: of('release') },
    { name: 'close the bill', holdings: of('retain') },
    { name: 'erase', holdings: of('erase', 'terminate') },
  ];
}

async function eraseSideBySide(ports: ErasePorts, stage: Stage, erasing: Erasing, execution: Execution): Promise<void> {
  await execution.sideBySide(stage.name, stage.holdings, (holding, branch) =>
    inSlices(ports.clock, holding, (slice) => holding.erase(erasing.accountId, slice), erasing, branch),
  );
}

type Taken = Erased & { readonly late: boolean };
/** A slice of what is held: nothing is taken, and none follows. */
const HELD: Taken = { erased: 0, late: true };

/** Takes slice after slice, each as a step; what is slow is asked ever less often, and given up in the end. */
export async function inSlices(
  clock: Clock,
  { name, outcome }: Holding,
  take: (slice: Slice) => Promise<Erased>,
  { deletionId, startedAt, until, isHeld }: Omit<Erasing, 'counted'>,
  execution: Execution,
): Promise<void> {
  let cursor: Cursor | undefined;
  for (let idle = 0; ; ) {
    const slice = { cursor, deletionId, startedAt, timeLeft: () => execution.timeLeft() };
    const run = async () => ((await isHeld()) ? HELD : { ...(await take(slice)), late: clock() >= until });
    const { erased, late, after = 1, ...taken }: Taken = await execution.step(`${outcome} ${name}`, run, 'briefly');
    idle = erased > 0 ? 0 : idle + 1;
    if (!taken.cursor || (idle > 0 && late)) return;
    cursor = taken.cursor;
    // A slice stops early only when the process's time runs out: the next begins in a fresh one.
    await execution.wait(`${name} goes on`, Math.max(after, Math.min(LONGEST_PAUSE, Math.ceil(2 ** (idle - 1)))));
  }
}
