import { claim, claimedBy, finish, secondsToWait } from '../domain/purge.ts';
import type { Accounts, Clock, Cursor, Execution, Holding, Members, PurgeWake } from './ports.ts';

/** Rounds of erasing are this far apart, in seconds; after so many of them the purge has failed for good. */
const BETWEEN_ROUNDS = 60 * 60;
const ROUNDS = 72;

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly holdings: readonly Holding[];
  readonly members: Members;
}

export type PurgeOutcome = 'purged' | 'nothing to do';

/**
 * Carries one deletion out, from the wake-up to the tombstone. The table decides whether there is anything to do:
 * a late, early, doubled, stale or forged wake-up ends without a trace.
 * @throws when something is left after the last round
 */
export const purgeAccount =
  ({ accounts, clock, holdings, members }: Ports) =>
  async (wake: PurgeWake, execution: Execution): Promise<PurgeOutcome> => {
    const { accountId, deletionId } = wake;
    const by = { deletionId, execution: execution.id };

    const begin = async (): Promise<{ startedAt: string } | { seconds: number } | null> => {
      const ownerAddress = await members.ownerAddress(accountId);
      const account = await accounts.change(accountId, (loaded) => claim(loaded, { ...by, ownerAddress }, clock()));
      const purging = claimedBy(account, by);
      if (purging) return { startedAt: purging.startedAt.toISOString() };
      const seconds = secondsToWait(account, deletionId, clock());
      // Due since the claim looked: it is claimed on the next try.
      return seconds === null ? null : { seconds: Math.max(1, seconds) };
    };

    let begun = await execution.step('claim', begin);
    while (begun && 'seconds' in begun) {
      await execution.wait('until purgeAt', begun.seconds);
      begun = await execution.step('claim', begin);
    }
    if (begun === null) return 'nothing to do';

    const startedAt = new Date(begun.startedAt);
    const running = holdings.filter(({ outcome }) => outcome === 'terminate');
    await execution.sideBySide('fence', running, (holding, branch) =>
      branch.step(`fence ${holding.name}`, () => holding.suspend(accountId)),
    );
    for (let round = 1; (await left(accountId, holdings, execution, startedAt)) > 0; round++) {
      if (round === ROUNDS) throw new Error(`something is left after ${ROUNDS} rounds`);
      await execution.wait('before another round', BETWEEN_ROUNDS);
    }
    await execution.step('finish', async () => {
      await accounts.change(accountId, (account) => finish(account, by, clock()));
    });
    return 'purged';
  };

/** One round of everything that goes; answers how many are still there, by the stores' own listing. */
async function left(
  accountId: string,
  holdings: readonly Holding[],
  execution: Execution,
  startedAt: Date,
): Promise<number> {
  for (const { name, holdings: some } of stages(holdings)) {
    await execution.sideBySide(name, some, (holding, branch) => erase(accountId, holding, branch, startedAt));
  }
  const counts = await execution.sideBySide('verify', holdings, (holding, branch) =>
    branch.step(`verify ${holding.name}`, () => holding.verify(accountId)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Numbers first, for they cost; then the bill; then all else; the members last, for others need their ids. */
function stages(holdings: readonly Holding[]) {
  const last = holdings.filter(({ name }) => name === 'members');
  const others = holdings.filter((holding) => !last.includes(holding));
  const of = (...outcomes: Holding['outcome'][]) => others.filter(({ outcome }) => outcomes.includes(outcome));
  return [
    { name: 'release', holdings: of('release') },
    { name: 'close the bill', holdings: of('retain') },
    { name: 'erase', holdings: of('erase', 'terminate') },
    { name: 'erase the members', holdings: last },
  ].filter((stage) => stage.holdings.length > 0);
}

async function erase(accountId: string, holding: Holding, execution: Execution, startedAt: Date): Promise<void> {
  let cursor: Cursor | undefined;
  do {
    const slice = { cursor, startedAt, timeLeft: () => execution.timeLeft() };
    ({ cursor } = await execution.step(`${holding.outcome} ${holding.name}`, () => holding.erase(accountId, slice)));
    // A slice stops early only when the process's time runs out: the next begins in a fresh one.
    if (cursor) await execution.wait(`${holding.name} goes on`, 1);
  } while (cursor);
}
