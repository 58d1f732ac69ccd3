import { describe, expect, it } from 'vitest';
import { type Account, type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { deactivate } from '../../lambdas/domain/deactivate.ts';
import {
  claimExport,
  claimedExport,
  endExport,
  exportIsOver,
  exportsShown,
  exportToPrepare,
  failExport,
  finishExport,
  requestExport,
} from '../../lambdas/domain/export.ts';
import type { Fault } from '../../lambdas/domain/fault.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { DAY, HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const WEEK = 7 * DAY;
const BY = { exportId: 'e-1', execution: 'arn:e-1' };
const ARCHIVES = [{ name: 'export-e-1-1.zip', bytes: 1_234, sha256: 'a'.repeat(64) }];
const purge = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };

const ask = (account: Account = untouched('acme'), exportId = 'e-1', now = NOON, email: string | null = EMAIL) =>
  requestExport(account, { exportId, email }, now);
const claimed = (account: Account = ask(), by = BY, now = NOON) => claimExport(account, by, now) as LivingAccount;
const ready = (now = NOON) => finishExport(claimed(), BY, ARCHIVES, now) as LivingAccount;
const failed = (now = NOON) => failExport(claimed(), BY, now) as LivingAccount;
const purging = (account: Account) => claim(account, purge, PURGE_AT) as LivingAccount;
const ofExports = ({ owed }: Account) => owed.filter(({ kind }) => kind === 'export' || kind === 'export-end');
const codeOf = (act: () => unknown) => {
  try {
    act();
    return null;
  } catch (fault) {
    return [(fault as Fault).code, (fault as Fault).facts.retryAfter];
  }
};

describe('asking for an export', () => {
  it('has one prepared, and owes that at once', () => {
    const { exports, exported, owed } = ask();

    expect(exports).toEqual([{ exportId: 'e-1', state: 'preparing', requestedAt: NOON, to: EMAIL }]);
    expect(exported).toEqual([NOON]);
    expect(owed).toEqual([{ kind: 'export', exportId: 'e-1', dueAt: NOON }]);
  });

  it('changes nothing while one is being prepared', () => {
    const account = claimed();

    expect(ask(account, 'e-2', plus(NOON, DAY))).toBe(account);
  });

  it.each([
    ['of a deactivated account', deactivate(untouched('acme'), EMAIL, NOON)],
    ['while a request waits', requested()],
    ['in grace', scheduled()],
  ])('is possible %s', (_, account) => {
    expect(ask(account).exports).toHaveLength(1);
  });

  it('is too late once the purge has begun', () => {
    const dead = finish(purging(scheduled()), purge, { deletedAt: PURGE_AT, kept: [] });

    expect(codeOf(() => ask(purging(scheduled())))).toEqual(['deletion-in-progress', undefined]);
    expect(codeOf(() => ask(dead))).toEqual(['account-deleted', undefined]);
  });

  it('is possible three times in a day, whatever became of them', () => {
    let account: Account = untouched('acme');
    for (const [n, at] of [NOON, plus(NOON, HOUR), plus(NOON, 2 * HOUR)].entries()) {
      const by = { exportId: `e-${n}`, execution: 'arn' };
      account = claimExport(ask(account, by.exportId, at), by, at);
      account = n === 1 ? failExport(account, by, at) : finishExport(account, by, ARCHIVES, at);
    }

    expect(codeOf(() => ask(account, 'e-4', plus(NOON, 3 * HOUR)))).toEqual(['too-many-requests', 21 * 3600]);
    expect(codeOf(() => ask(account, 'e-4', plus(NOON, DAY - 1)))).toEqual(['too-many-requests', 1]);
    expect(ask(account, 'e-4', plus(NOON, DAY)).exported).toHaveLength(3);
  });

  it('never moves a date back, whatever the clock says', () => {
    const account = ready(plus(NOON, -MINUTE));
    const again = ask(account, 'e-2', plus(NOON, -HOUR));

    expect(account.exports[0]).toMatchObject({ readyAt: NOON, availableUntil: plus(NOON, WEEK) });
    expect(again.exports[1]).toMatchObject({ requestedAt: NOON });
  });
});

describe('preparing an export', () => {
  it('is for the first execution that claims it, and for the same again', () => {
    const account = claimed();

    expect(claimedExport(account, BY)).toMatchObject({ execution: 'arn:e-1' });
    expect(claimExport(account, BY, NOON)).toBe(account);
    expect(claimExport(account, { ...BY, execution: 'arn:e-2' }, NOON)).toBe(account);
    expect(claimedExport(account, { ...BY, execution: 'arn:e-2' })).toBeNull();
  });

  it('is of the one that was asked for, and leaves the others as they are', () => {
    const account = ask(ready(), 'e-2', plus(NOON, HOUR));

    expect(exportToPrepare(account, 'e-1')).toBeNull();
    const by = { exportId: 'e-2', execution: 'arn:e-2' };
    expect(claimExport(account, by, plus(NOON, HOUR))).toMatchObject({
      exports: [account.exports[0], { ...account.exports[1], execution: 'arn:e-2' }],
    });
  });

  it('is taken over from an execution that has ended, and from no other', () => {
    const account = claimed();
    const other = { ...BY, execution: 'arn:e-2' };

    expect(claimExport(account, { ...other, ended: 'arn:e-0' }, NOON)).toBe(account);
    const taken = claimExport(account, { ...other, ended: 'arn:e-1' }, NOON);
    expect(claimedExport(taken, other)).not.toBeNull();
    expect(claimedExport(taken, BY)).toBeNull();
  });

  it('is given up where it is begun anew for the third day', () => {
    const other = { ...BY, execution: 'arn:e-2', ended: 'arn:e-1' };

    expect(claimExport(claimed(), other, plus(NOON, 3 * DAY - 1))).toMatchObject({ exports: [{ state: 'preparing' }] });
    const late = claimExport(claimed(), other, plus(NOON, 3 * DAY));
    expect(late).toMatchObject({ exports: [{ state: 'failed' }] });
    expect(claimedExport(late, other)).toBeNull();
  });

  it.each([
    ['that nobody asked for', untouched('acme')],
    ['that is ready', ready()],
    ['that has failed', failed()],
    ['of an account whose purge has begun', purging(ask(scheduled()))],
    ['of a tombstone', finish(purging(ask(scheduled())), purge, { deletedAt: PURGE_AT, kept: [] })],
  ])('is not claimed, finished or given up where it is one %s', (_, account) => {
    expect(exportToPrepare(account, 'e-1')).toBeNull();
    expect(claimExport(account, BY, NOON)).toBe(account);
    expect(finishExport(account, BY, ARCHIVES, NOON)).toBe(account);
    expect(failExport(account, BY, NOON)).toBe(account);
  });

  it('is finished and given up by nobody who has not claimed it', () => {
    const account = claimed();
    const other = { ...BY, execution: 'arn:e-2' };

    expect(finishExport(account, other, ARCHIVES, NOON)).toBe(account);
    expect(failExport(account, other, NOON)).toBe(account);
  });
});

describe('an export that is ready', () => {
  const later = plus(NOON, HOUR);

  it('is there for a week, and its owner is told, at the address that asked', () => {
    const account = ready(later);
    const availableUntil = plus(later, WEEK);

    expect(account.exports).toEqual([
      { exportId: 'e-1', state: 'ready', requestedAt: NOON, archives: ARCHIVES, readyAt: later, availableUntil },
    ]);
    expect(account.lastExportAt).toEqual(later);
    expect(account.owed).toEqual([
      { kind: 'export-end', exportId: 'e-1', dueAt: availableUntil },
      { kind: 'notice', audience: 'owner', notice: 'export-ready', availableUntil, dueAt: later, to: EMAIL },
    ]);
  });

  it('takes the place of an older notice of its kind, and of no other', () => {
    const before = deactivate(ready(), EMAIL, NOON);
    const next = { exportId: 'e-2', execution: 'arn' };
    const after = finishExport(claimExport(ask(before, 'e-2', later), next, later), next, ARCHIVES, later);

    const notices = after.owed.flatMap((owed) => (owed.kind === 'notice' ? [owed.notice] : []));
    expect(notices).toEqual(['account-deactivated', 'export-ready']);
  });

  it('is shown, the newest first, until its archives are gone', () => {
    const two = ask(ready(), 'e-2', later);
    const idsAt = (now: Date) => exportsShown(two, now).map(({ exportId }) => exportId);

    expect(idsAt(later)).toEqual(['e-2', 'e-1']);
    expect(idsAt(plus(NOON, WEEK - 1))).toEqual(['e-2', 'e-1']);
    expect(idsAt(plus(NOON, WEEK))).toEqual(['e-2']);
  });
});

describe('the end of an export', () => {
  it.each([
    ['ready', ready(), plus(NOON, WEEK)],
    ['failed', failed(), plus(NOON, WEEK)],
  ])('comes a week after it was %s, and leaves nothing of it', (_, account, end) => {
    expect(exportIsOver(account, 'e-1', plus(end, -1))).toBe(false);
    expect(endExport(account, 'e-1', plus(end, -1))).toBe(account);
    expect(exportIsOver(account, 'e-1', end)).toBe(true);
    expect(endExport(account, 'e-2', end)).toBe(account);

    const ended = endExport(account, 'e-1', end) as LivingAccount;
    expect([ended.exports, ofExports(ended)]).toEqual([[], []]);
    expect(ended.lastExportAt).toEqual(account.lastExportAt);
    expect(endExport(ended, 'e-1', end)).toBe(ended);
  });

  it('is not told of to anybody who has another one', () => {
    const account = ask(ready(), 'e-2', plus(NOON, HOUR));

    const ended = endExport(account, 'e-1', plus(NOON, WEEK)) as LivingAccount;

    expect(ended.exports.map(({ exportId }) => exportId)).toEqual(['e-2']);
    expect(ofExports(ended)).toEqual([{ kind: 'export', exportId: 'e-2', dueAt: plus(NOON, HOUR) }]);
  });

  it('comes with the purge, and then nothing is owed of it', () => {
    const account = purging(ask(finishExport(claimed(ask(scheduled())), BY, ARCHIVES, NOON), 'e-2', PURGE_AT));

    expect([account.exports, account.owed.filter(({ kind }) => kind !== 'purge')]).toEqual([
      [],
      scheduled().owed.filter(({ kind }) => kind !== 'purge' && kind !== 'notice'),
    ]);
  });
});

describe('what is done about exports', () => {
  const doneAt = (account: Account, now: Date) => {
    const { exports, settles } = following(account, now);
    return { exports, settles: settles.filter(({ kind }) => kind !== 'notice') };
  };

  it('is to prepare the one that is asked for, which stays owed', () => {
    expect(doneAt(ask(), NOON)).toEqual({ exports: [{ exportId: 'e-1' }], settles: [] });
    expect(doneAt(claimed(), NOON)).toEqual({ exports: [{ exportId: 'e-1', execution: 'arn:e-1' }], settles: [] });
  });

  it('is to prepare it once its time has come, whatever else is due', () => {
    const account = ask(requested(), 'e-1', plus(NOON, HOUR));

    expect(following(account, plus(NOON, HOUR - 1)).exports).toEqual([]);
    expect(following(account, plus(NOON, DAY))).toMatchObject({ exports: [{ exportId: 'e-1' }], expire: ['d-1'] });
  });

  it('is to end the one whose time is over, which stays owed', () => {
    expect(doneAt(ready(), plus(NOON, WEEK - 1))).toEqual({ exports: [], settles: [] });
    expect(doneAt(ready(), plus(NOON, WEEK))).toEqual({ exports: [{ exportId: 'e-1' }], settles: [] });
  });

  it('is nothing where it is gone, and then it is owed no more', () => {
    const gone = { ...ask(), exports: [] };

    expect(doneAt(gone, NOON)).toEqual({ exports: [], settles: gone.owed });
  });

  it('is nothing once the purge has begun', () => {
    expect(following(purging(ask(scheduled())), PURGE_AT).exports).toEqual([]);
  });
});
