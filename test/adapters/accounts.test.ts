import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { dynamoDueItems } from '../../lambdas/adapters/dynamo-due-items.ts';
import { dynamoNotices } from '../../lambdas/adapters/dynamo-notices.ts';
import { dynamoPause } from '../../lambdas/adapters/dynamo-pause.ts';
import { kindOf } from '../../lambdas/adapters/stored-account.ts';
import type { Accounts, Line } from '../../lambdas/app/ports.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { hold } from '../../lambdas/domain/hold.ts';
import { requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import { claim, finish } from '../../lambdas/domain/purge.ts';
import { request } from '../../lambdas/domain/request.ts';
import { DAY, MINUTE, plus } from '../../lambdas/domain/time.ts';
import { accountsContract } from '../contracts/accounts.ts';
import { ask, link, NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';
import { memoryAccounts } from '../support/memory-accounts.ts';
import { memoryPause } from '../support/memory-pause.ts';

const db = engine();
const act = { by: 'AIDA1', reason: 'CASE-1' };
const PURGE_AT = plus(NOON, 7 * DAY);
let table: string;
let accounts: Accounts;
beforeAll(async () => {
  const owed = { name: 'owed', partition: 'owed', sort: 'dueAt' };
  table = await db.table('accounts', { partition: 'pk', sort: 'sk' }, owed);
  accounts = dynamoAccounts(db.documents, table);
});

const memoryPaused = memoryPause();
const memory = memoryAccounts(memoryPaused);
accountsContract(
  'memory',
  () => memory,
  () => memoryPaused,
);
accountsContract(
  'DynamoDB',
  () => accounts,
  () => dynamoPause(db.documents, table),
);

const item = async (pk: string, sk: string) =>
  (await db.documents.send(new GetCommand({ TableName: table, Key: { pk, sk } }))).Item;

async function purged(id: string) {
  const by = { deletionId: 'd-1', execution: 'arn:1', ownerAddress: null, receiptId: 'receipt-1' };
  await accounts.change(id, (account) => request(account, ask(), NOON));
  await accounts.change(id, (account) => confirm(account, link(), NOON));
  await accounts.change(id, (account) => claim(account, by, PURGE_AT));
  await accounts.change(id, (account) => finish(account, by, { deletedAt: PURGE_AT, kept: [] }));
}

describe('the state table', () => {
  it('lets only the request vanish by itself, when its link has ended', async () => {
    await accounts.change('ttl', (account) => request(account, ask(), NOON));

    expect(await item('ACCOUNT#ttl', 'REQUEST')).toEqual({
      pk: 'ACCOUNT#ttl',
      sk: 'REQUEST',
      sentTo: 'ada@example.com',
      delivery: 'sent',
      expiresAt: Math.ceil(plus(NOON, DAY).getTime() / 1000),
    });
    expect(await item('ACCOUNT#ttl', 'ACCOUNT')).not.toHaveProperty('expiresAt');
  });

  it('keeps no address of an unconfirmed request outside the item that vanishes', async () => {
    await accounts.change('quiet', (account) => request(account, ask(), NOON));

    expect(JSON.stringify(await item('ACCOUNT#quiet', 'ACCOUNT'))).not.toContain('@');
  });

  it('drops the request with its confirmation', async () => {
    await accounts.change('done', (account) => request(account, ask(), NOON));
    await accounts.change('done', (account) => confirm(account, link(), NOON));

    expect(await item('ACCOUNT#done', 'REQUEST')).toBeUndefined();
  });

  it('finds what is due by the sparse index, the oldest first, each kind in its line', async () => {
    await accounts.change('due', (account) => request(account, ask(), NOON));
    await accounts.change('due', (account) => confirm(account, link(), NOON));
    const due = dynamoDueItems(db.documents, table, 'owed');
    const kindsDue = async (line: Line, at: Date) =>
      (await Promise.all(due(line, at).map((batches) => Array.fromAsync(batches))))
        .flat(2)
        .filter(({ accountId, id }) => accountId === 'due' && kindOf(id) !== 'event')
        .map(({ id }) => kindOf(id));

    expect(await kindsDue('all else', plus(NOON, -1))).toEqual([]);
    expect(await kindsDue('all else', NOON)).toContain('schedule');
    expect(await kindsDue('purges', plus(PURGE_AT, -1))).toEqual([]);
    expect(await kindsDue('purges', PURGE_AT)).toEqual(['purge']);
  });

  it('holds nothing of a deleted account but the tombstone and what is due later, once all is told', async () => {
    await purged('gone');
    const told = (await accounts.load('gone')).owed.filter(({ kind }) => !['check', 'backups-end'].includes(kind));
    for (const { id } of told) await dynamoNotices(db.documents, table).done({ accountId: 'gone', id: id! });

    const { Items } = await db.documents.send(new ScanCommand({ TableName: table }));
    const left = Items?.filter(({ pk }) => pk === 'ACCOUNT#gone');
    expect(left?.filter(({ sk }) => sk !== 'ACCOUNT').map(({ kind }) => kind)).toEqual(['backups-end', 'check']);
    expect(left?.filter(({ sk }) => sk === 'ACCOUNT')).toEqual([
      {
        pk: 'ACCOUNT#gone',
        sk: 'ACCOUNT',
        accountId: 'gone',
        rev: 4,
        status: 'deleted',
        deletionId: 'd-1',
        deletedAt: PURGE_AT.toISOString(),
        receiptId: 'receipt-1',
      },
    ]);
  });
});

describe('a notice', () => {
  const noticeOf = async (id: string) => (await accounts.load(id)).owed.find(({ kind }) => kind === 'notice');
  const key = async (id: string) => ({ accountId: id, id: (await noticeOf(id))?.id ?? '' });
  const until = plus(PURGE_AT, 5 * MINUTE);

  it('is taken by one of twenty senders', async () => {
    await purged('twenty');
    const notices = dynamoNotices(db.documents, table);
    const notice = await key('twenty');

    const takes = await Promise.all(Array.from({ length: 20 }, () => notices.take(notice, PURGE_AT, until)));

    expect(takes.filter((taken) => taken !== null)).toMatchObject([
      { notice: { to: 'ada@example.com', deletedAt: PURGE_AT } },
    ]);
  });

  it('can be taken again when its sender has given it back, or never came back', async () => {
    await purged('again');
    const notices = dynamoNotices(db.documents, table);
    const notice = await key('again');

    await notices.take(notice, PURGE_AT, until);
    expect(await notices.take(notice, plus(PURGE_AT, -1), until)).toBeNull();
    expect(await notices.take(notice, plus(until, -1), until)).toBeNull();
    expect(await notices.take(notice, until, plus(until, MINUTE))).not.toBeNull();
    await notices.release(notice);
    expect(await notices.take(notice, until, until)).not.toBeNull();
  });

  it('stays with who has taken it, and where it has come to, whatever becomes of the account', async () => {
    await accounts.change('changed', (account) => requestOnBehalf(account, { ...act, deletionId: 'd-1' }, NOON));
    const notices = dynamoNotices(db.documents, table);
    const notice = await key('changed');
    await notices.take(notice, NOON, plus(NOON, MINUTE));

    expect(await notices.told(notice, { heard: 1 })).toBe(true);
    await accounts.change('changed', (account) => hold(account, { ...act, until: null }, NOON));

    expect(await notices.take(notice, NOON, until)).toBeNull();
    await notices.release(notice);
    expect(await notices.take(notice, NOON, until)).toMatchObject({ cursor: { heard: 1 } });
  });

  it('that is gone is neither taken nor put back', async () => {
    await purged('sent');
    const notices = dynamoNotices(db.documents, table);
    const notice = await key('sent');
    await notices.done(notice);
    await notices.done(notice);

    await notices.release(notice);

    expect(await notices.told(notice, { heard: 1 })).toBe(false);
    expect(await notices.take(notice, PURGE_AT, until)).toBeNull();
    expect(await noticeOf('sent')).toBeUndefined();
  });
});
