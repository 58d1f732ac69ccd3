import { answer, areSame, type Check, expect, exported, shown } from './trial.ts';

const JUNK = ['', 'nonsense', '[]', '7', 'null', '{}', '{"accountId":7}', '{"accountId":""}', '{"accountId":null}'];

/** What is answered while an account lives. */
export const ANSWERS: readonly Check[] = [
  {
    name: 'refuses a body that is none of the contract’s',
    async run({ ask, unknownId }) {
      const half = [...JUNK, JSON.stringify({ accountId: unknownId })];
      for (const [verb, bodies] of [
        ['count', JUNK],
        ['export', JUNK],
        ['erase', half],
      ] as const) {
        for (const body of bodies) {
          const reply = await ask(verb, body);
          const isRefused = reply.status >= 400 && reply.status < 500;
          expect(
            isRefused,
            `${verb} with the body ${body || 'of no bytes'} was answered with ${shown(reply)}; expected 4xx`,
          );
        }
      }
    },
  },
  {
    name: 'refuses other methods and other addresses',
    async run({ ask, unknownId: accountId, deletionId }) {
      const asked = [
        ['GET', 'erase'],
        ['PUT', 'erase'],
        ['DELETE', 'erase'],
        ['POST', 'nonsense'],
      ] as const;
      for (const [method, path] of asked) {
        const reply = await ask(path, { accountId, deletionId }, { method, idempotencyKey: deletionId });
        const isRefused = reply.status >= 400 && reply.status < 500;
        expect(isRefused, `${method} ${path} was answered with ${shown(reply)}; expected 4xx`);
      }
    },
  },
  {
    name: 'counts, and may stop where it is told to',
    async run(trial) {
      const { accountId, otherId } = trial;
      for (const id of [accountId, otherId]) {
        const { count, atLeast } = await answer(trial, 'count', { accountId: id });
        expect(!atLeast, `count of ${id} stopped at ${count} without being told to`);
        expect(count >= 2, `${id} holds ${count} records; this test needs two accounts with 2 records or more`);
        const upTo = await answer(trial, 'count', { accountId: id, most: count - 1 });
        const isTrue = upTo.atLeast ? upTo.count < count : upTo.count === count;
        expect(
          isTrue,
          `count of ${id} up to ${count - 1} answered ${JSON.stringify(upTo)}, and without a bound ${count}`,
        );
      }
    },
  },
  {
    name: 'exports everything, page by page',
    async run(trial) {
      const { accountId } = trial;
      const { count } = await answer(trial, 'count', { accountId });
      const whole = await exported(trial, accountId);
      expect(whole.records.length === count, `export answered ${whole.records.length} records, and count ${count}`);
      const most = Math.min(1_000, Math.ceil(count / 3));
      const paged = await exported(trial, accountId, most);
      expect(areSame(whole.records, paged.records), `export in pages of ${most} answered other records than in one`);
    },
  },
  {
    name: 'verifies by looking at what is there',
    async run(trial) {
      const { accountId, deletionId } = trial;
      const { count } = await answer(trial, 'count', { accountId });
      const { held, left } = await answer(trial, 'verify', { accountId, deletionId });
      expect(held === count, `before anything is erased verify answered ${held} held, and count ${count}`);
      expect(left === held, `before anything is erased verify answered ${held} held, and only ${left} left to go`);
    },
  },
  {
    name: 'suspends and resumes, each twice, and is then as it was',
    async run(trial) {
      const { accountId } = trial;
      const { records } = await exported(trial, accountId);
      for (const verb of ['suspend', 'suspend', 'resume', 'resume'] as const) {
        await answer(trial, verb, { accountId });
        const { count } = await answer(trial, 'count', { accountId });
        expect(count === records.length, `after ${verb} it counted ${count} records, before ${records.length}`);
      }
      expect(areSame(records, (await exported(trial, accountId)).records), 'the records are not as they were before');
    },
  },
];
