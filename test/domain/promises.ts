import { strict as assert } from 'node:assert';
import type { Account } from '../../lambdas/domain/account.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { isHeld } from '../../lambdas/domain/hold.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { DAY, HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import type { Move } from './moves.ts';
import { attempt } from './walk.ts';

type Living = Account & { status: 'active' | 'deactivated' };

const ofKind = <K extends Owed['kind']>({ owed }: Account, kind: K) =>
  owed.filter((item): item is Owed & { kind: K } => item.kind === kind);

/** What holds of every state. */
export function checkState(account: Account, now: Date): void {
  if (account.status === 'deleted') checkTombstone(account);
  else checkLiving(account);
  checkFollowing(account, now);
}

function checkLiving(account: Living): void {
  const { deletion, latestLink: link } = account;
  const [purges, expiries] = [ofKind(account, 'purge'), ofKind(account, 'expiry')];
  const isWaiting = deletion?.state === 'awaiting-confirmation';
  const isConfirmed = deletion !== null && !isWaiting;
  assert.equal(expiries.length, isWaiting ? 1 : 0, 'as many ends of requests as requests');
  assert.equal(purges.length, isConfirmed ? 1 : 0, 'as many purges as confirmed deletions');
  if (isWaiting) {
    assert.deepEqual([link?.outcome, link?.confirmBy], ['waiting', deletion.confirmBy]);
    assert.deepEqual(expiries[0]?.dueAt, deletion.confirmBy);
    assert.deepEqual(deletion.confirmBy, plus(deletion.requestedAt, DAY));
  }
  if (isConfirmed) {
    // An operator may have asked: then whatever link there is cannot confirm anything.
    assert.ok(link?.outcome !== 'waiting' || link.confirmBy <= deletion.confirmedAt, 'a link that waits for nothing');
    // Later than its time if an operator had it wait.
    assert.ok(purges[0]?.deletionId === deletion.deletionId && purges[0].dueAt >= deletion.purgeAt);
    assert.deepEqual(deletion.purgeAt, plus(deletion.confirmedAt, 7 * DAY));
    assert.ok(deletion.confirmedAt >= deletion.requestedAt);
  }
  if (deletion?.state === 'purging') assert.ok(deletion.startedAt >= deletion.purgeAt, 'a purge before its time');
  checkNotices(account);
}

/** What waits to be sent is so, and nobody is to hear two things of one matter. */
function checkNotices(account: Living): void {
  const isScheduled = account.deletion?.state === 'scheduled';
  for (const audience of ['owner', 'members']) {
    const notices = ofKind(account, 'notice').filter((item) => item.audience === audience);
    const has = (notice: string) => notices.filter((item) => item.notice === notice).length;
    assert.ok(has('deletion-scheduled') + has('deletion-cancelled') <= 1);
    assert.ok(has('account-deactivated') + has('account-reactivated') <= 1);
    assert.ok(isScheduled || has('deletion-scheduled') + has('deletion-reminder') === 0, 'a notice of no grace period');
    assert.ok(!isScheduled || has('deletion-cancelled') === 0, 'a notice of a cancel that is over');
    assert.ok(has('account-deactivated') === 0 || account.status === 'deactivated');
    assert.ok(has('account-reactivated') === 0 || account.status === 'active');
    assert.equal(has('account-deleted'), 0);
  }
}

function checkTombstone({ owed, finalExportUntil: _, ...tombstone }: Account & { status: 'deleted' }): void {
  assert.deepEqual(Object.keys(tombstone).sort(), [
    'accountId',
    'deletedAt',
    'deletionId',
    'receiptId',
    'rev',
    'status',
  ]);
  const rest = owed.filter(({ kind }) => kind !== 'notice');
  assert.ok(!JSON.stringify([tombstone, rest]).includes('@'), 'an address in a tombstone');
  const later = owed.filter(({ kind }) => kind !== 'event' && kind !== 'entry' && kind !== 'notice');
  assert.ok(later.length <= 5, 'too much beside a tombstone');
  const kinds = ['check', 'retention-end', 'backups-end', 'final-export-end'];
  assert.ok(later.every(({ kind }) => kinds.includes(kind)));
}

/** What follow-account would do is for the account as it is, and leaves nothing undone. */
function checkFollowing(account: Account, now: Date): void {
  const { settles, schedule, drop, purge, resume, after, suspension, endHold } = following(account, now);
  const deletion = account.status === 'deleted' ? null : account.deletion;
  const scheduled = deletion?.state === 'scheduled' ? deletion : null;
  const purging = deletion?.state === 'purging' ? deletion : null;
  const mayGoOn = !isHeld(account, now) && !endHold;
  assert.ok(
    settles.every((owed) => owed.dueAt <= now && owed.kind !== 'purge'),
    'a purge is settled by itself alone',
  );
  assert.ok(schedule === null || (schedule === scheduled && now < schedule.purgeAt));
  assert.ok(purge === null || (purge === scheduled && now >= plus(purge.purgeAt, -MINUTE)));
  assert.ok(!drop.some((id) => id === scheduled?.deletionId), 'the schedule of a grace period is dropped');
  if (scheduled && now >= scheduled.purgeAt && mayGoOn) assert.ok(purge, 'nobody begins a purge that is due');
  assert.ok(resume === null || (resume === purging && !isHeld(account, now)));
  if (purging && !purging.quarantined && mayGoOn) assert.ok(resume, 'nobody takes up a purge that has stopped');
  if (purging) assert.ok(!schedule && !purge && !suspension && drop.length === 0, 'somebody else acts in a purge');
  assert.ok(after === null || account.status === 'deleted');
  assert.ok(suspension === null || (suspension === 'suspend') === (account.status === 'deactivated'));
}

/** Moves that anybody may repeat: the second time nothing changes, or it is refused. */
const REPEATED = /confirms|cancels|activates|fails|comes back|vanishes|sent|claims|takes up|ends|done|taken/;

/** What holds of every change. */
export function checkMove(what: string, move: Move, before: Account, after: Account, now: Date): void {
  const had = new Set(before.owed);
  const events = ofKind(after, 'event').filter((item) => !had.has(item));
  assert.ok(events.length <= 1, `${what}: two events with one number`);
  if (before.status === 'deleted') assert.equal(after.status, 'deleted', 'somebody was brought back');
  const [was, is] = [before, after].map((account) => (account.status === 'deleted' ? null : account.deletion));
  if (was?.state === 'purging') {
    assert.ok(is?.state === 'purging' || after.status === 'deleted', 'a purge was undone');
    if (is?.state === 'purging') assert.equal(is.receiptId, was.receiptId, 'a purge has two receipts');
  }
  if (is?.state === 'purging' && was?.state !== 'purging') {
    assert.ok(was?.state === 'scheduled' && now >= was.purgeAt, 'a purge before its time');
  }
  if (after.status === 'deleted' && before.status !== 'deleted') {
    assert.equal(was?.state, 'purging');
    assert.ok(ofKind(after, 'notice').length > 0, 'nobody is told of the end');
  }
  if (is?.state === 'scheduled' && was?.state === 'scheduled') {
    assert.deepEqual([is.purgeAt, is.deletionId], [was.purgeAt, was.deletionId], 'a date was moved');
  }
  if (after.status !== 'deleted') checkLimits(after, now);
  if (REPEATED.test(what)) assert.equal(attempt(move, after, now), after, `${what}, and again`);
}

function checkLimits({ asked, switched, told }: Living, now: Date): void {
  const since = (times: readonly Date[], span: number) => times.filter((time) => plus(time, span) > now).length;
  assert.ok(since(asked, HOUR) <= 5 && since(switched, HOUR) <= 5, 'too often in an hour');
  const dates = told.map((time) => time.getTime());
  for (const date of dates) {
    assert.ok(dates.filter((time) => time <= date && time > date - DAY).length <= 5, 'told too often in a day');
  }
}
