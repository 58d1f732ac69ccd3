import { answer, areSame, type Check, expect, exported, type Trial } from './trial.ts';

/** What is answered once an account is being deleted, and after. */
export const ERASING: readonly Check[] = [
  {
    name: 'answers zeros, and no errors, for an account that it has never heard of',
    run: (trial) => expectNothing(trial, trial.unknownId),
  },
  {
    name: 'fences, twice',
    async run(trial) {
      const { accountId, deletionId } = trial;
      for (const _ of ['once', 'again']) await answer(trial, 'fence', { accountId, deletionId }, deletionId);
    },
  },
  {
    name: 'erases, until there is no more to be asked for',
    run: (trial) => eraseAll(trial),
  },
  {
    name: 'finds nothing left by looking',
    async run(trial) {
      const { accountId, deletionId } = trial;
      const { held, left } = await answer(trial, 'verify', { accountId, deletionId });
      expect(held === 0 && left === 0, `verify answered ${held} held and ${left} left`);
      const { count } = await answer(trial, 'count', { accountId });
      const { records } = await exported(trial, accountId);
      expect(count === 0, `verify says that nothing is there, and count ${count}`);
      expect(records.length === 0, `verify says that nothing is there, and export gave ${records.length} records`);
    },
  },
  {
    name: 'erases again under the same key, as if for the first time',
    run: (trial) => eraseAll(trial),
  },
  {
    name: 'answers for the erased account as for one that it has never heard of',
    run: (trial) => expectNothing(trial, trial.accountId),
  },
  {
    name: 'leaves another account as it was',
    async run(trial) {
      const before = await trial.others;
      const { records } = await exported(trial, trial.otherId);
      const now = `it held ${before.length} records at first, and now ${records.length}, or others`;
      expect(areSame(before, records), now);
    },
  },
];

/** Erases from the beginning until nothing is left to be asked for. */
async function eraseAll(trial: Trial): Promise<void> {
  const { accountId, deletionId, patience } = trial;
  const end = performance.now() + patience * 1_000;
  for (let cursor: string | undefined; ; ) {
    expect(performance.now() < end, `erase still had more after ${patience} seconds (--patience)`);
    const question = { accountId, deletionId, ...(cursor !== undefined && { cursor }) };
    const { erased, ...more } = await answer(trial, 'erase', question, deletionId);
    if (more.cursor === undefined) return;
    expect(erased > 0, 'erase has more, and removed nothing: 202 is for what takes its time');
    cursor = more.cursor;
  }
}

/** That a service holds nothing of an account, and does as it is told for it. */
async function expectNothing(trial: Trial, accountId: string): Promise<void> {
  const { deletionId } = trial;
  const { count } = await answer(trial, 'count', { accountId });
  expect(count === 0, `count answered ${count}`);
  const { records } = await exported(trial, accountId);
  expect(records.length === 0, `export answered ${records.length} records`);
  await answer(trial, 'suspend', { accountId });
  await answer(trial, 'resume', { accountId });
  await answer(trial, 'fence', { accountId, deletionId }, deletionId);
  const { erased, cursor } = await answer(trial, 'erase', { accountId, deletionId }, deletionId);
  expect(erased === 0 && cursor === undefined, `erase answered ${erased}, and ${cursor ? 'more to come' : 'no more'}`);
  const { held, left } = await answer(trial, 'verify', { accountId, deletionId });
  expect(held === 0 && left === 0, `verify answered ${held} held and ${left} left`);
}
