import { strict as assert } from 'node:assert';
import { isBare } from './belongings.ts';
import { checkMails, checkToldOutside, checkTombstone } from './heard.ts';
import type { Lab } from './lab.ts';
import { isHeld } from './model-operators.ts';
import { operate } from './operating.ts';
import { currentState, type Track } from './track.ts';
import { comesToRest } from './well.ts';
import { DOMAIN, SECRET, type World } from './world.ts';
import { must, note } from './wrong.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const YEARS = 10 * 366 * DAY;

/** What must hold of every account once nothing is under way or due any more. */
export async function checkAtRest(lab: Lab): Promise<void> {
  for (const { results } of lab.world.runs) {
    assert.ok(!JSON.stringify([...results.values()]).includes(DOMAIN), 'an address in the history of an execution');
  }
  for (const track of lab.world.tracks.values()) {
    const account = await lab.store.load(track.accountId);
    checkWorld(lab.world, track);
    assert.ok(!(await lab.store.text(track.accountId)).includes(SECRET), 'a token is stored');
    checkToldOutside(lab.world, track);
    checkMails(lab.world, track);
    if (account.status === 'deleted') await checkTombstone(lab, track, account);
  }
}

/** Beyond grace, retention and backups: the accounts that were scheduled are gone, and of what is gone nothing is left. */
export async function liveOn(lab: Lab): Promise<void> {
  const { world } = lab;
  for (const track of world.tracks.values()) {
    const state = currentState(track);
    if (state.hold) await operate(lab, track.accountId, 'release');
    const { deletion } = currentState(track);
    if (deletion?.stage === 'purging' && deletion.quarantined) await operate(lab, track.accountId, 'retry');
  }
  await comesToRest(lab);
  const begins = [...world.tracks.values()].flatMap(({ accountId, states }) => {
    const deletion = states.at(-1)?.deletion;
    return deletion?.stage === 'scheduled' ? [{ accountId, purgeAt: deletion.purgeAt }] : [];
  });
  for (const { purgeAt } of begins) {
    world.now = Math.max(world.now, purgeAt + 2 * MINUTE);
    await comesToRest(lab);
  }
  for (const { accountId } of begins) {
    must(world, currentState(world.tracks.get(accountId)!).status === 'deleted', 'what was scheduled was not purged');
  }
  await checkAtRest(lab);
  await comesLate(lab);
  for (const span of [DAY + MINUTE, 36 * DAY, YEARS]) {
    world.now += span;
    await comesToRest(lab);
  }
  await checkAtRest(lab);
  for (const track of world.tracks.values()) {
    const account = await lab.store.load(track.accountId);
    if (account.status !== 'deleted') continue;
    note(world, 'gone for good');
    assert.deepEqual(account.owed, [], 'something is still owed of what is gone for good');
    const of = (key: string) => key.startsWith(account.receiptId) || key.includes(`/${account.accountId}/`);
    assert.deepEqual([...world.archives].filter(of), [], 'a copy of what is gone');
    for (const sequel of ['check', 'retention-end', 'backups-end', 'final-export-end']) {
      const begin = `receipts/${account.receiptId}/${sequel}-`;
      assert.ok(
        [...world.ledger.keys()].some((path) => path.startsWith(begin)),
        `no sequel of ${sequel}`,
      );
    }
    const held = world.belongings.get(track.accountId)!;
    assert.ok(isBare(held) && held.usage === 0, 'a dead account holds something');
  }
}

/** Somebody still writes to what is dead. */
async function comesLate({ world, store }: Lab): Promise<void> {
  for (const [accountId, held] of world.belongings) {
    const { status, owed } = await store.load(accountId);
    if (status === 'deleted' && owed.some(({ kind }) => kind === 'check')) held.contacts += 3;
  }
}

/** Schedules and suspension are as the account is. */
function checkWorld(world: World, track: Track): void {
  const state = currentState(track);
  const { status, deletion } = state;
  const held = world.belongings.get(track.accountId)!;
  // Who dies between its act and the look whether the account has moved on may have acted last, and too late.
  const areFollowed = !world.seen.has('a follower died');
  for (const id of areFollowed ? track.cancelled : []) {
    assert.ok(!world.schedules.has(`purge-${id}`), 'a schedule of what was cancelled');
  }
  if (status === 'deleted') return;
  if (deletion?.stage === 'purging') {
    assert.ok(deletion.quarantined || isHeld(state, world.now), 'a purge that has stopped');
    return;
  }
  if (areFollowed) assert.equal(held.suspended, status === 'deactivated', 'suspended otherwise than the account is');
  assert.ok(
    !held.fenced && !isBare(held) && held.released.length === 0,
    'something was taken from an account that lives',
  );
  if (deletion?.stage === 'scheduled') {
    assert.ok(world.now < deletion.purgeAt || isHeld(state, world.now), 'a purge that nobody began');
  }
  if (deletion?.stage === 'awaiting-confirmation')
    assert.ok(world.now < deletion.confirmBy, 'a request that nobody ended');
}
