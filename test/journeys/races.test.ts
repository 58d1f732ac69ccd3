import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { hashOf } from '../../lambdas/domain/token.ts';
import { ask, link, NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';
import type { Race, Results } from './racer.ts';

const PURGE_AT = plus(NOON, 7 * DAY);
const TOKEN_HASH = hashOf('token-1');
/** Accounts that two processes race for at a time. */
const AT_ONCE = 20;

const db = engine();
const racers: ChildProcess[] = [];
let accounts: Accounts;
beforeAll(async () => {
  const state = await db.table(
    'state',
    { partition: 'pk', sort: 'sk' },
    { name: 'owed', partition: 'owed', sort: 'dueAt' },
  );
  const shared = await db.table('shared', { partition: 'pk', sort: 'sk' });
  accounts = dynamoAccounts(db.documents, state);
  const racer = new URL('racer.ts', import.meta.url);
  racers.push(...[1, 2].map(() => fork(racer, [db.url, state, shared], { execArgv: [] })));
  await Promise.all(racers.map((each) => once(each, 'message')));
});
afterAll(() => {
  for (const racer of racers) racer.kill();
});

/** Both processes go for the same accounts at once, the second from the other end. */
async function heat(
  races: readonly [Race, Race],
  accountIds: readonly string[],
  now: Date,
): Promise<[Results, Results]> {
  const results = racers.map((racer) => once(racer, 'message'));
  for (const [index, racer] of racers.entries()) {
    const order = index === 0 ? accountIds : accountIds.toReversed();
    racer.send({ race: races[index], accountIds: order, now: now.toISOString() });
  }
  return (await Promise.all(results)).map(([result]) => result) as [Results, Results];
}

let lastId = 0;
const freshIds = () => Array.from({ length: AT_ONCE }, () => `account-${++lastId}`);
const requested = (ids: readonly string[]) =>
  Promise.all(
    ids.map((id) => {
      const asked = ask({ tokenHash: TOKEN_HASH, deletionId: `d-${id}` });
      return accounts.change(id, (account) => request(account, asked, NOON));
    }),
  );
async function scheduled(ids: readonly string[]): Promise<void> {
  await requested(ids);
  await Promise.all(ids.map((id) => accounts.change(id, (account) => confirm(account, link(TOKEN_HASH), NOON))));
}

describe('two processes at one account, over a real engine', () => {
  it('never both cancel and begin a purge on the last tick, in 300 races', { timeout: 60_000 }, async () => {
    const won = { cancel: 0, claim: 0 };

    for (let raced = 0; raced < 300; raced += AT_ONCE) {
      const ids = freshIds();
      await scheduled(ids);
      const [cancels, claims] = await heat(['cancel', 'claim'], ids, PURGE_AT);
      for (const id of ids) {
        const stored = await accounts.load(id);
        const isCancelled = cancels[id] === 'null';
        won[isCancelled ? 'cancel' : 'claim']++;
        expect([cancels[id], claims[id]]).toEqual(
          isCancelled ? ['null', 'nothing'] : ['deletion-in-progress', 'purge'],
        );
        expect(stored).toMatchObject({ deletion: isCancelled ? null : { state: 'purging' } });
      }
    }

    console.info('of 300 races on the last tick', won);
    expect(won.cancel + won.claim).toBe(300);
  });

  it('confirm one date, whoever is first', { timeout: 60_000 }, async () => {
    for (let raced = 0; raced < 100; raced += AT_ONCE) {
      const ids = freshIds();
      await requested(ids);

      const [one, other] = await heat(['confirm', 'confirm'], ids, plus(NOON, raced));

      expect(one).toEqual(other);
      const stored = await Promise.all(ids.map((id) => accounts.load(id)));
      expect(stored.map(({ rev }) => rev)).toEqual(ids.map(() => 2));
    }
  });

  it('purge once, and give each number back once', { timeout: 60_000 }, async () => {
    const ids = freshIds();
    await scheduled(ids);

    const [one, other] = await heat(['purge', 'purge'], ids, PURGE_AT);

    for (const id of ids) expect([one[id], other[id]].sort()).toEqual(['nothing to do', 'purged']);
    const stored = await Promise.all(ids.map((id) => accounts.load(id)));
    expect(stored.map(({ status }) => status)).toEqual(ids.map(() => 'deleted'));
    const entries = await db.documents.send(
      new QueryCommand({
        TableName: 'shared',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': 'LEDGER', ':sk': 'receipts/' },
      }),
    );
    expect(entries.Items).toHaveLength(AT_ONCE);
  });
});
