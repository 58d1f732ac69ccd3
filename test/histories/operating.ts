import { strict as assert } from 'node:assert';
import type { Account } from '../../lambdas/domain/account.ts';
import { Fault } from '../../lambdas/domain/fault.ts';
import { hold, release } from '../../lambdas/domain/hold.ts';
import { cancelOnBehalf, requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import { Refused } from '../../lambdas/domain/refused.ts';
import { retry } from '../../lambdas/domain/retry.ts';
import type { Lab } from './lab.ts';
import type { Rule } from './model.ts';
import * as model from './model-operators.ts';
import type { World } from './world.ts';
import { note } from './wrong.ts';

export const ACTS = [
  'hold',
  'hold for a day',
  'hold for another case',
  'release',
  'ask',
  'cancel',
  'retry',
  'go without a copy',
] as const;
export type OperatorsAct = (typeof ACTS)[number];

interface Done {
  readonly rule: Rule;
  readonly act: (account: Account, now: Date) => Account;
}

const DAY = 24 * 3_600_000;
const CASE = { by: 'AIDA1', reason: 'CASE-1' };
const OTHER_CASE = { by: 'AIDA2', reason: 'CASE-2' };

/** An operator changes an account, as the model says. */
export async function operate(lab: Lab, accountId: string, what: OperatorsAct, holds = false): Promise<void> {
  const { rule, act } = actOf(what, lab.world);
  await lab.start(`operator: ${what}`, holds, { judge: (state, { at }) => rule(state, at) }, async (process, job) => {
    let refused: string | null = null;
    try {
      await process.operate(accountId, act);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Fault)) throw error;
      refused = error.code;
    }
    assert.equal(refused, job.refused, `an operator is told ${refused}`);
    note(lab.world, refused ?? `operator: ${what}`);
  });
}

function actOf(what: OperatorsAct, world: World): Done {
  const until = new Date(world.now + DAY);
  switch (what) {
    case 'hold':
      return {
        rule: model.hold(CASE.reason, null),
        act: (account, now) => hold(account, { ...CASE, until: null }, now),
      };
    case 'hold for a day':
      return {
        rule: model.hold(CASE.reason, until.getTime()),
        act: (account, now) => hold(account, { ...CASE, until }, now),
      };
    case 'hold for another case':
      return {
        rule: model.hold(OTHER_CASE.reason, null),
        act: (account, now) => hold(account, { ...OTHER_CASE, until: null }, now),
      };
    case 'release':
      return { rule: model.release, act: (account, now) => release(account, CASE, now) };
    case 'ask': {
      const deletionId = `d-${++world.lastId}`;
      return {
        rule: model.askFor(deletionId),
        act: (account, now) => requestOnBehalf(account, { ...CASE, deletionId }, now),
      };
    }
    case 'cancel':
      return { rule: model.cancelFor, act: (account, now) => cancelOnBehalf(account, CASE, now) };
    case 'retry':
      return { rule: model.retry, act: (account, now) => retry(account, CASE, now) };
    case 'go without a copy':
      return {
        rule: model.goWithoutCopy,
        act: (account, now) => retry(account, { ...CASE, withoutFinalExport: true }, now),
      };
  }
}

/** All purges wait, or go on. */
export async function pauseAll(lab: Lab, on: boolean): Promise<void> {
  const { pause } = lab.store;
  const paused = await pause.read();
  const now = new Date(lab.world.now);
  if (on && !paused) await pause.set({ ...CASE, at: now });
  if (!on && paused) await pause.lift(paused, now);
}
