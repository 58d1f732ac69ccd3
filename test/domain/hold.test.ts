import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { endHold, hold, isHeld, release } from '../../lambdas/domain/hold.ts';
import { claim, finish, quarantine } from '../../lambdas/domain/purge.ts';
import { putOffPurge } from '../../lambdas/domain/put-off.ts';
import { DAY, HOUR, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON, requested, scheduled } from '../support/accounts.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
const act = { by: 'AIDA1', reason: 'CASE-1' };
const held = (account: Account = scheduled(), until: Date | null = null) => hold(account, { ...act, until }, NOON);
const entry = { kind: 'entry', dueAt: NOON, deletionId: 'd-1', ...act };

describe('a hold', () => {
  it('is in force from when it is placed until its end, not a moment longer', () => {
    const until = plus(NOON, DAY);

    expect(isHeld(untouched('acme'), NOON)).toBe(false);
    expect(isHeld(held(), plus(NOON, 1_000 * DAY))).toBe(true);
    expect(isHeld(held(scheduled(), until), plus(until, -1))).toBe(true);
    expect(isHeld(held(scheduled(), until), until)).toBe(false);
  });

  it('is entered into the ledger, with who, why and until when, and owes its end', () => {
    const until = plus(NOON, DAY);

    const { owed } = held(scheduled(), until);

    expect(owed).toContainEqual({ ...entry, entry: 'held', until });
    expect(owed).toContainEqual({ kind: 'hold-end', dueAt: until });
  });

  it('is about no deletion where none was confirmed', () => {
    expect(held(requested()).owed).toContainEqual({ ...entry, entry: 'held', deletionId: null, until: null });
  });

  it('gets a new end when it is placed again for its case, and with the same end changes nothing', () => {
    const account = held(scheduled(), plus(NOON, DAY));

    expect(hold(account, { ...act, until: plus(NOON, DAY) }, plus(NOON, HOUR))).toBe(account);
    const longer = hold(account, { ...act, until: plus(NOON, 2 * DAY) }, plus(NOON, HOUR));

    expect(longer.hold).toEqual({ ...act, at: plus(NOON, HOUR), until: plus(NOON, 2 * DAY) });
    expect(longer.owed.filter(({ kind }) => kind === 'hold-end')).toEqual([
      { kind: 'hold-end', dueAt: plus(NOON, 2 * DAY) },
    ]);
  });

  it.each([
    ['gets an end', null, plus(NOON, DAY)],
    ['loses its end', plus(NOON, DAY), null],
  ])('that is placed again %s', (_, first, then) => {
    expect(hold(held(scheduled(), first), { ...act, until: then }, NOON).hold).toMatchObject({ until: then });
  });

  it('without an end owes none, and placed again changes nothing', () => {
    const account = held();

    expect(account.owed).toEqual([...scheduled().owed, { ...entry, entry: 'held', until: null }]);
    expect(hold(account, { ...act, until: null }, plus(NOON, HOUR))).toBe(account);
  });

  it('is not taken over by another case, unless it is over', () => {
    const other = { by: 'AIDA2', reason: 'CASE-2', until: null };
    const account = held(scheduled(), plus(NOON, DAY));

    expect(() => hold(account, other, plus(NOON, HOUR))).toThrow(
      expect.objectContaining({ code: 'held', message: expect.stringContaining('CASE-1') }),
    );
    expect(hold(account, other, plus(NOON, DAY)).hold).toMatchObject(other);
  });

  it('cannot have ended already, nor be placed on a dead account', () => {
    expect(() => held(scheduled(), NOON)).toThrow(expect.objectContaining({ code: 'ended-already' }));
    expect(() => held(finish(claim(scheduled(), by, PURGE_AT), by, { deletedAt: PURGE_AT, kept: [] }))).toThrow(
      'account-deleted',
    );
  });

  it('keeps the purge from beginning, and from going on', () => {
    const waiting = held();
    const begun = hold(claim(scheduled(), by, PURGE_AT), { ...act, until: null }, PURGE_AT);

    expect(claim(waiting, by, PURGE_AT)).toBe(waiting);
    expect(claim(begun, { ...by, execution: 'arn:2', ended: 'arn:1' }, plus(PURGE_AT, DAY))).toBe(begun);
  });

  it('leaves it to the owner to cancel in grace, and stays', () => {
    expect(cancel(held(), EMAIL, NOON)).toMatchObject({ deletion: null, hold: act });
  });
});

describe('releasing a hold', () => {
  it('is refused where there is none', () => {
    const refused = expect.objectContaining({ code: 'not-held' });

    expect(() => release(scheduled(), act, NOON)).toThrow(refused);
    expect(() => release(held(scheduled(), plus(NOON, DAY)), act, plus(NOON, DAY))).toThrow(refused);
  });

  it('is entered into the ledger, and leaves nothing of the hold', () => {
    const account = release(held(scheduled(), plus(NOON, DAY)), act, NOON);

    expect(account).not.toHaveProperty('hold');
    expect(account.owed).toContainEqual({ ...entry, entry: 'released' });
    expect(account.owed.map(({ kind }) => kind)).not.toContain('hold-end');
  });

  it('has the purge due at purgeAt again that a clock ahead of this one had put off', () => {
    const putOff = putOffPurge(held(), PURGE_AT);

    const { owed } = release(putOff, act, plus(PURGE_AT, -1));

    expect(owed).toContainEqual({ kind: 'purge', deletionId: 'd-1', dueAt: PURGE_AT });
    expect(owed.filter(({ kind }) => kind === 'purge')).toHaveLength(1);
  });

  it('before purgeAt leaves the purge due when it was', () => {
    const before = held(scheduled(), plus(PURGE_AT, DAY));

    const purges = ({ owed }: LivingAccount) => owed.filter(({ kind }) => kind === 'purge' || kind === 'schedule');
    expect(purges(release(before, act, plus(PURGE_AT, -1)))).toEqual(purges(before));
  });

  it('has the purge wake at once from purgeAt on, and leaves alone what else is owed', () => {
    const before = held(scheduled(), plus(PURGE_AT, DAY));
    const woken = [
      { kind: 'purge', dueAt: PURGE_AT, deletionId: 'd-1' },
      { kind: 'schedule', dueAt: PURGE_AT, deletionId: 'd-1' },
      { ...entry, entry: 'released', dueAt: PURGE_AT },
    ];

    const kept = before.owed.filter(({ kind }) => kind !== 'purge' && kind !== 'hold-end');
    expect(release(before, act, PURGE_AT).owed).toEqual([...kept, ...woken]);
  });

  it('wakes no purge of a request that is not confirmed', () => {
    const before = held(requested(), plus(NOON, 9 * DAY));

    expect(release(before, act, NOON).owed).toEqual([
      ...before.owed.filter(({ kind }) => kind !== 'hold-end'),
      { ...entry, entry: 'released', deletionId: null },
    ]);
  });

  it('after purgeAt has the purge begin by itself, or go on', () => {
    const begun = hold(claim(scheduled(), by, PURGE_AT), { ...act, until: null }, PURGE_AT);
    const now = plus(PURGE_AT, DAY);

    expect(following(release(held(), act, now), now)).toMatchObject({ purge: { deletionId: 'd-1' } });
    expect(following(release(begun, act, now), now)).toMatchObject({ resume: { execution: 'arn:1' } });
  });
});

describe('a hold whose date has come', () => {
  it('ends as if it had been released, and says who had placed it', () => {
    const account = held(scheduled(), plus(PURGE_AT, DAY));
    const now = plus(PURGE_AT, DAY);

    expect(endHold(account, plus(now, -1))).toBe(account);
    expect(following(account, now)).toMatchObject({ endHold: true });
    const ended = endHold(account, now);

    expect(ended).not.toHaveProperty('hold');
    expect(ended.owed).toContainEqual({ ...entry, entry: 'hold-ended', dueAt: now });
    expect(following(ended, now)).toMatchObject({ endHold: false, purge: { deletionId: 'd-1' } });
    expect(endHold(ended, now)).toBe(ended);
  });
});

describe('a purge that must wait for an operator', () => {
  it.each([
    ['held', held()],
    ['held half-way', hold(claim(scheduled(), by, PURGE_AT), { ...act, until: null }, PURGE_AT)],
    ['quarantined', quarantine(claim(scheduled(), by, PURGE_AT), by, ['calls'], PURGE_AT)],
  ])('is neither begun nor resumed while it is %s, and put off for a day', (_, account) => {
    expect(following(account, PURGE_AT)).toMatchObject({ purge: null, resume: null, putOff: true });
    const waiting = putOffPurge(account, PURGE_AT);

    expect(waiting.owed).toEqual(
      account.owed.map((owed) => (owed.kind === 'purge' ? { ...owed, dueAt: plus(PURGE_AT, DAY) } : owed)),
    );
    expect(following(waiting, PURGE_AT)).toMatchObject({ putOff: false });
    expect(putOffPurge(waiting, PURGE_AT)).toBe(waiting);
  });

  it('is no other', () => {
    const account = scheduled();

    expect(following(account, PURGE_AT)).toMatchObject({ putOff: false });
    expect(putOffPurge(account, PURGE_AT)).toBe(account);
  });
});

describe('whatever operators, clocks and purges do', () => {
  type Step = (account: Account, now: Date) => Account;
  const tolerant =
    (step: Step): Step =>
    (account, now) => {
      try {
        return step(account, now);
      } catch {
        return account;
      }
    };
  /** What the follower would do of what is due. */
  const follow: Step = (account, now) => {
    const { endHold: ends, putOff } = following(account, now);
    const ended = ends ? endHold(account, now) : account;
    return putOff ? putOffPurge(ended, now) : ended;
  };
  const STEPS: Readonly<Record<string, Step>> = {
    'hold without end': (account, now) => hold(account, { ...act, until: null }, now),
    'hold for a day': (account, now) => hold(account, { ...act, until: plus(now, DAY) }, now),
    release: (account, now) => release(account, act, now),
    follow,
    claim: (account, now) => claim(account, by, now),
    'take over': (account, now) => claim(account, { ...by, execution: 'arn:2', ended: 'arn:1' }, now),
    quarantine: (account, now) => quarantine(account, by, ['calls'], now),
    cancel: (account, now) => cancel(account, EMAIL, now),
  };
  const steps = fc.array(
    fc.record({ does: fc.constantFrom(...Object.keys(STEPS)), after: fc.integer({ max: 3 * DAY, min: 0 }) }),
    {
      maxLength: 30,
    },
  );

  it('no purge is claimed under a hold, and none is forgotten once nothing holds it', () => {
    fc.assert(
      fc.property(steps, (history) => {
        let [account, now]: [Account, Date] = [scheduled(), NOON];
        for (const { does, after } of history) {
          now = plus(now, after);
          const next = tolerant(STEPS[does]!)(account, now);
          if (isHeld(account, now) && (does === 'claim' || does === 'take over')) expect(next).toBe(account);
          account = next;
        }
        // Everybody lets go, and whatever is due is followed.
        now = plus(now, 10 * DAY);
        account = follow(tolerant((it, at) => release(it, act, at))(account, now), now);
        const { deletion } = account as LivingAccount;
        if (!deletion || deletion.state === 'awaiting-confirmation') return;
        const { purge, resume } = following(account, plus(now, 2 * DAY));
        const isQuarantined = deletion.state === 'purging' && deletion.quarantined !== undefined;
        expect(purge !== null || resume !== null).toBe(!isQuarantined);
      }),
      { numRuns: 2_000 },
    );
  });
});
