import { beforeEach, describe, expect, it } from 'vitest';
import { followAccount } from '../../lambdas/app/follow-account.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { claimExport, finishExport, requestExport } from '../../lambdas/domain/export.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { EMAIL, NOON } from '../support/accounts.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';

const started: object[] = [];
let accounts: ReturnType<typeof memoryAccounts>;
let running: string[];
beforeEach(() => {
  accounts = memoryAccounts();
  [started.length, running] = [0, []];
});

const never = async () => expect.unreachable();
const follow = (now: Date, startExport = async (wake: object) => void started.push(wake)) =>
  followAccount({
    accounts,
    clock: () => now,
    schedules: { putPurge: never, ensurePurge: never, putReminder: never, drop: never },
    startPurge: never,
    startExport,
    hasEnded: async (execution) => !running.includes(execution),
    holdings: () => [],
  })('acme');
const change = (decide: (account: Account) => Account) => accounts.change('acme', decide);
const asked = () => change((account) => requestExport(account, { exportId: 'e-1', email: EMAIL }, NOON));
const claimed = () => change((account) => claimExport(account, { exportId: 'e-1', execution: 'arn:e' }, NOON));
const WAKE = { accountId: 'acme', exportId: 'e-1' };

describe('following an account with an export', () => {
  it('has it prepared, and owes that until there is a result', async () => {
    await asked();

    await follow(NOON);

    expect(started).toEqual([WAKE]);
    expect((await accounts.load('acme')).owed.map(({ kind }) => kind)).toEqual(['export']);
  });

  it('leaves it to the execution that is at it, and begins it anew once that has ended without a result', async () => {
    await asked();
    await claimed();
    running = ['arn:e'];

    await follow(plus(NOON, MINUTE));
    expect(started).toEqual([]);

    running = [];
    await follow(plus(NOON, MINUTE));
    expect(started).toEqual([WAKE]);
  });

  it('has it removed when its time is over, and not before', async () => {
    await asked();
    await claimed();
    await change((account) => finishExport(account, { exportId: 'e-1', execution: 'arn:e' }, [], NOON));

    await follow(plus(NOON, 7 * DAY - 1));
    expect(started).toEqual([]);

    await follow(plus(NOON, 7 * DAY));
    expect(started).toEqual([WAKE]);
  });

  it('is told where it could not be started, and then it is owed still', async () => {
    await asked();

    await expect(
      follow(NOON, async () => {
        throw new Error('Lambda is away');
      }),
    ).rejects.toThrow('Lambda is away');

    expect((await accounts.load('acme')).owed.map(({ kind }) => kind)).toEqual(['export']);
  });
});
