import { describe, expect, it } from 'vitest';
import type { Account } from '../../lambdas/domain/account.ts';
import { DAY, HOUR, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { MOVES, OPERATORS_MOVES, START } from './moves.ts';
import { walk } from './walk.ts';

const GRACE = 7 * DAY;
const at = (...spans: number[]) => spans.map((span) => plus(START, span));
const only = (...moves: string[]) => Object.fromEntries(moves.map((what) => [what, MOVES[what]!]));

/** How often something may be done is left out here: it is for walks of its own. */
const OFTEN_ENOUGH = {
  limits: () => '',
  tidy: (account: Account) =>
    account.status === 'deleted' ? account : { ...account, asked: [], switched: [], told: [] },
};

const EVERYTHING = [
  'active, awaiting-confirmation',
  'active, none',
  'active, purging',
  'active, scheduled',
  'deactivated, awaiting-confirmation',
  'deactivated, none',
  'deactivated, purging',
  'deactivated, scheduled',
  'deleted',
];

describe('the rules, in every state that they reach', () => {
  it('keep their promises through the life of an account', { timeout: 60_000 }, () => {
    const around = [GRACE - DAY, GRACE - MINUTE, GRACE - 1, GRACE, GRACE + MINUTE, GRACE + DAY, GRACE + 40 * DAY];
    const moments = at(0, MINUTE, DAY - 1, DAY, DAY + MINUTE, ...around);

    const { states, changes, seen } = walk({ moments, moves: MOVES, ...OFTEN_ENOUGH });

    console.info(`the life of an account: ${states} states, ${changes} changes`);
    expect([...seen].sort()).toEqual(EVERYTHING);
  });

  it('keep them whatever operators do', { timeout: 60_000 }, () => {
    const moments = at(0, DAY, GRACE - 1, GRACE, GRACE + DAY);

    const { states, changes, seen } = walk({ moments, moves: { ...MOVES, ...OPERATORS_MOVES }, ...OFTEN_ENOUGH });

    console.info(`with operators: ${states} states, ${changes} changes`);
    expect([...seen].sort()).toEqual(EVERYTHING);
  });

  it('keep to how often a link may be asked for', { timeout: 60_000 }, () => {
    const minutes = [0, 1, 2, 3, 4, 5, 59, 60, 61].map((minute) => minute * MINUTE);

    const { states, changes, most } = walk({
      moments: at(...minutes),
      moves: only('ada asks', 'the owner cancels', 'the mail fails'),
      limits: (account, now) => (account.status === 'deleted' ? '' : ages(account.asked, now, HOUR)),
    });

    console.info(`asking: ${states} states, ${changes} changes`);
    expect(most.asked).toBe(5);
  });

  it('keep to how often members are told', { timeout: 60_000 }, () => {
    const { states, changes, most } = walk({
      moments: at(0, MINUTE, 2 * MINUTE, HOUR, DAY),
      moves: only('ada asks', 'ada confirms', 'the owner cancels', 'all notices are sent'),
      limits: (account, now) =>
        account.status === 'deleted' ? '' : `${ages(account.asked, now, HOUR)} ${ages(account.told, now, DAY)}`,
    });

    console.info(`telling: ${states} states, ${changes} changes`);
    // Five, and the one that waits.
    expect(most.told).toBe(6);
  });

  it('keep to how often an account may be switched', { timeout: 60_000 }, () => {
    const { states, changes, most } = walk({
      moments: at(0, 1, HOUR - 1, HOUR, HOUR + 1),
      moves: only('the owner deactivates', 'the owner reactivates', 'ada asks', 'ada confirms', 'the owner cancels'),
      limits: (account, now) => (account.status === 'deleted' ? '' : ages(account.switched, now, HOUR)),
    });

    console.info(`switching: ${states} states, ${changes} changes`);
    expect(most.switched).toBe(5);
  });
});

/** How long ago, of what is not too long ago to count. */
const ages = (times: readonly Date[], now: Date, span: number) =>
  times
    .map((time) => now.getTime() - time.getTime())
    .filter((age) => age < span)
    .join();
