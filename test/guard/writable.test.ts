import { readFileSync } from 'node:fs';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { writable } from '../../guard/writable.ts';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import type { Accounts } from '../../lambdas/app/ports.ts';
import type { Account } from '../../lambdas/domain/account.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { expire } from '../../lambdas/domain/expire.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { ask, EMAIL, link, NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();
let states: string;
let things: string;
let accounts: Accounts;
beforeAll(async () => {
  states = await db.table('states', { partition: 'pk', sort: 'sk' });
  things = await db.table('things', { partition: 'accountId' });
  accounts = dynamoAccounts(db.documents, states);
});

const PURGE_AT = plus(NOON, 7 * DAY);
const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'r-1' };
type Rule = (account: Account) => Account;
const rules = {
  deactivate: (account) => deactivate(account, EMAIL, NOON),
  reactivate: (account) => reactivate(account, EMAIL, NOON),
  request: (account) => request(account, ask(), NOON),
  expire: (account) => expire(account, 'd-1', plus(NOON, DAY)),
  confirm: (account) => confirm(account, link(), NOON),
  cancel: (account) => cancel(account, EMAIL, NOON),
  claim: (account) => claim(account, by, PURGE_AT),
  finish: (account) => finish(account, by, { deletedAt: PURGE_AT, kept: [] }),
} satisfies Record<string, Rule>;
type Step = keyof typeof rules;

/** Brings an account to where the steps lead, and writes something of it as other code would; says whether it could. */
async function written(accountId: string, steps: readonly Step[]): Promise<boolean> {
  for (const step of steps) await accounts.change(accountId, rules[step]);
  const Put = { TableName: things, Item: { accountId, text: 'late' } };
  try {
    await db.documents.send(new TransactWriteCommand({ TransactItems: [writable(states, accountId), { Put }] }));
  } catch (error) {
    expect(error).toBeInstanceOf(TransactionCanceledException);
    const { CancellationReasons: reasons } = error as TransactionCanceledException;
    expect(reasons?.map(({ Code }) => Code)).toEqual(['ConditionalCheckFailed', 'None']);
  }
  const { Item } = await db.documents.send(new GetCommand({ TableName: things, Key: { accountId } }));
  return Item !== undefined;
}

describe('something of an account is written', () => {
  it.each<[string, readonly Step[]]>([
    ['that was never stored', []],
    ['that is paused', ['deactivate']],
    ['that is active again', ['deactivate', 'reactivate']],
    ['whose deletion is asked for', ['request']],
    ['whose request has expired', ['request', 'expire']],
    ['whose deletion is confirmed', ['request', 'confirm']],
    ['that is paused and in grace', ['deactivate', 'request', 'confirm']],
    ['whose deletion was cancelled', ['request', 'confirm', 'cancel']],
  ])('%s', async (name, steps) => {
    expect(await written(name, steps)).toBe(true);
  });
});

describe('nothing of an account is written', () => {
  it.each<[string, readonly Step[]]>([
    ['whose purge has begun', ['request', 'confirm', 'claim']],
    ['that was paused when its purge began', ['deactivate', 'request', 'confirm', 'claim']],
    ['that is gone', ['request', 'confirm', 'claim', 'finish']],
  ])('%s', async (name, steps) => {
    expect(await written(name, steps)).toBe(false);
  });
});

it('is the same condition that the guide gives to those who write in other languages', () => {
  const guide = readFileSync('docs/late-writers.md', 'utf8').replaceAll(/\s+/g, ' ');

  const { ConditionExpression } = writable('states', 'acme').ConditionCheck;

  expect(guide).toContain(ConditionExpression);
});
