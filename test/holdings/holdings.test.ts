import {
  BatchWriteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Holding, Look } from '../../lambdas/app/holding.ts';
import { MINUTE } from '../../lambdas/domain/time.ts';
import { items } from '../../lambdas/holdings/items.ts';
import { members } from '../../lambdas/holdings/members.ts';
import { phoneNumbers } from '../../lambdas/holdings/phone-numbers.ts';
import { balance, retained } from '../../lambdas/holdings/retained.ts';
import type { ItemsPlace, PhoneNumbersSpec, RetainedSpec } from '../../lambdas/holdings/spec.ts';
import { items as lookAtItems } from '../../lambdas/verification/items.ts';
import { retained as lookAtRetained } from '../../lambdas/verification/retained.ts';
import { holdingContract } from '../contracts/holdings.ts';
import { NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();
const suspension = { attribute: 'status', running: 'on', suspended: 'off' };
const contacts = { name: 'contacts', table: 'contacts', key: { partition: 'accountId', sort: 'id' } };
const campaigns = { ...contacts, name: 'campaigns', table: 'campaigns', suspension };
const calls = {
  name: 'calls',
  table: 'calls',
  key: { partition: 'id' },
  index: { name: 'byAccount', partition: 'accountId' },
};
const numbers: PhoneNumbersSpec = {
  ...contacts,
  kind: 'phone-numbers',
  name: 'phone-numbers',
  table: 'numbers',
  outcome: 'release',
  numberId: 'id',
  suspension,
};
const usage: RetainedSpec = {
  ...contacts,
  kind: 'retained',
  name: 'usage',
  table: 'usage',
  outcome: 'retain',
  keep: ['amount'],
  ground: 'Tax law',
  years: 10,
  balance: { sort: 'BALANCE', amount: 'amount', currency: 'currency' },
};

beforeAll(async () => {
  for (const { table, key } of [contacts, campaigns, numbers, usage]) await db.table(table, key);
  await db.table(calls.table, calls.key, calls.index);
});

const released: string[] = [];
const kinds: Record<string, [ItemsPlace, () => Holding]> = {
  'items of a partition': [contacts, () => items(db.documents, { ...contacts, outcome: 'erase' })],
  'items with a flag': [campaigns, () => items(db.documents, { ...campaigns, outcome: 'terminate' })],
  'items of an index': [calls, () => items(db.documents, { ...calls, outcome: 'erase' })],
  'phone numbers': [numbers, () => phoneNumbers(db.documents, numbers, async (id) => void released.push(id))],
  'retained records': [usage, () => retained(db.documents, usage)],
};

const record = (accountId: string, n: number) => ({
  accountId,
  id: `${accountId}/${String(n).padStart(6, '0')}`,
  status: n % 2 ? 'on' : 'paused',
  name: `Person ${n}`,
  amount: '1.00',
  // A query's page is 1 MB: this is what makes several of some thousand records.
  notes: 'x'.repeat(1_000),
});

async function fill(table: string, accountId: string, records: number): Promise<void> {
  const all = Array.from({ length: records }, (_, n) => ({ PutRequest: { Item: record(accountId, n) } }));
  for (let n = 0; n < all.length; n += 25)
    await db.documents.send(new BatchWriteCommand({ RequestItems: { [table]: all.slice(n, n + 25) } }));
}

async function stored({ table, index }: ItemsPlace, accountId: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  const query: QueryCommandInput = {
    TableName: table,
    ...(index && { IndexName: index.name }),
    KeyConditionExpression: 'accountId = :id',
    ExpressionAttributeValues: { ':id': accountId },
  };
  for (let ExclusiveStartKey: Record<string, unknown> | undefined, more = true; more; more = !!ExclusiveStartKey) {
    const page = await db.documents.send(new QueryCommand({ ...query, ExclusiveStartKey }));
    found.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  }
  return found;
}

for (const [name, [place, holding]] of Object.entries(kinds)) {
  holdingContract(name, () => ({
    holding: holding(),
    look: name === 'retained records' ? lookAtRetained(db.documents, usage) : lookAtItems(db.documents, place),
    fill: (accountId, records) => fill(place.table, accountId, records),
    stored: (accountId) => stored(place, accountId),
    ...(name === 'retained records' && { mustGo: (item) => 'name' in item || !('retainedUntil' in item) }),
  }));
}

const inTime = { deletionId: 'd-1', startedAt: NOON, timeLeft: () => 15 * MINUTE };
const left = async (look: Look, accountId: string) => (await look(accountId, inTime)).left;

describe('suspending items', () => {
  const statuses = async (id: string) => (await stored(campaigns, id)).map(({ status }) => status);

  it('switches off what runs, and on again only what it switched off', async () => {
    const holding = kinds['items with a flag']![1]();
    await fill('campaigns', 'flags', 4);

    await holding.suspend('flags');
    expect(await statuses('flags')).toEqual(['paused', 'off', 'paused', 'off']);
    await holding.resume('flags');

    expect(await statuses('flags')).toEqual(['paused', 'on', 'paused', 'on']);
  });

  it('leaves alone what somebody has touched since', async () => {
    const holding = kinds['items with a flag']![1]();
    await fill('campaigns', 'touched', 2);
    await holding.suspend('touched');
    await db.documents.send(
      new UpdateCommand({
        TableName: 'campaigns',
        Key: { accountId: 'touched', id: record('touched', 1).id },
        UpdateExpression: 'SET #s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': 'finished' },
      }),
    );

    await holding.resume('touched');

    expect(await statuses('touched')).toEqual(['paused', 'finished']);
  });
});

describe('phone numbers', () => {
  it('go back to the carrier, each of them, before their items go', async () => {
    await fill('numbers', 'lines', 3);
    released.length = 0;

    await kinds['phone numbers']![1]().erase('lines', inTime);

    expect(released).toEqual([0, 1, 2].map((n) => record('lines', n).id));
  });

  it('stay on the list when the carrier does not take them back', async () => {
    await fill('numbers', 'stuck', 2);
    const refusing = phoneNumbers(db.documents, numbers, async () => {
      throw new Error('try again later');
    });

    await expect(refusing.erase('stuck', inTime)).rejects.toThrow('try again later');

    expect(await left(lookAtItems(db.documents, numbers), 'stuck')).toBe(2);
  });
});

describe('retained records', () => {
  it('keep what the rule keeps, why and until when, and nothing else', async () => {
    await fill('usage', 'bill', 1);

    await retained(db.documents, usage).erase('bill', inTime);

    const { id } = record('bill', 0);
    expect(await stored(usage, 'bill')).toEqual([
      { accountId: 'bill', id, amount: '1.00', retainedFor: 'Tax law', retainedUntil: '2036-03-01T12:00:00.250Z' },
    ]);
  });

  it('are stripped again where something was written over them, and found by the verifier until then', async () => {
    const holding = retained(db.documents, usage);
    await fill('usage', 'late', 2);
    await holding.erase('late', inTime);
    await fill('usage', 'late', 1);

    expect(await left(lookAtRetained(db.documents, usage), 'late')).toBe(1);
    await holding.erase('late', inTime);

    expect(await left(lookAtRetained(db.documents, usage), 'late')).toBe(0);
  });

  it('go, all of them, once their end has come', async () => {
    const holding = retained(db.documents, usage);
    await fill('usage', 'ended', 3);
    await holding.erase('ended', inTime);

    await holding.expire!('ended', inTime);

    expect(await stored(usage, 'ended')).toEqual([]);
  });

  it('say what is still owed', async () => {
    const Item = { accountId: 'owing', id: 'BALANCE', amount: '42.17', currency: 'USD' };
    await db.documents.send(new PutCommand({ TableName: 'usage', Item }));

    expect(await balance(db.documents, usage)('owing')).toEqual({ currency: 'USD', amount: '42.17' });
    expect(await balance(db.documents, usage)('nobody')).toBeNull();
    expect(await balance(db.documents, undefined)('owing')).toBeNull();
  });
});

describe('members', () => {
  it('know the owner’s address, and say so when there is none', async () => {
    const spec = {
      ...contacts,
      kind: 'members',
      name: 'members',
      outcome: 'erase',
      user: { id: 'id', role: 'role', email: 'email' },
    } as const;
    const Item = { accountId: 'team', id: 'ada', role: 'owner', email: 'ada@example.com' };
    await db.documents.send(new PutCommand({ TableName: 'contacts', Item: { ...Item, id: 'aaa', role: 'member' } }));
    await db.documents.send(new PutCommand({ TableName: 'contacts', Item }));

    expect(await members(db.documents, spec).ownerAddress('team')).toBe('ada@example.com');
    expect(await members(db.documents, spec).ownerAddress('nobody')).toBeNull();
    expect(await members(db.documents, undefined).ownerAddress('team')).toBeNull();
  });
});
