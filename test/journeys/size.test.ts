import { describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const lines: string[] = [];
const local = system({ onLine: ({ line }) => void lines.push(line) });

/** Asks and confirms for the account's owner; gives the time of the purge. */
async function confirmed(user: { userId: string; email: string }): Promise<number> {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  const { body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  return Date.parse(body.deletion.purgeAt);
}

type Item = Record<string, { S: string } | undefined>;
const stateTable = () => local.parts.template.tables[0]!.name;
const stored = async () =>
  (await local.parts.dynamodb.call<{ Items: Item[] }>('Scan', { TableName: stateTable() })).Items;
const purges = () =>
  local.parts.lambda.executions().filter(({ operations }) => operations.some(({ name }) => name === 'enter the claim'));

describe('an account of any size', () => {
  it('takes no more durable operations for thousands of records than for a few, and stays far below what AWS bears', async () => {
    const [small, large] = [await local.account(60), await local.account(4_000)];
    await confirmed(small.owner);
    await local.advance('P7DT2M');
    await confirmed(large.owner);
    await local.advance('P7DT2M');

    const [few, many] = purges();

    expect([few, many]).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED' }]);
    expect(many!.operations.length).toBe(few!.operations.length);
    // docs/data-map.md counts on it: of the 3,000 there may be, a hundred million records take 240 more.
    expect(few!.operations.length).toBeLessThan(50);
    expect(JSON.stringify(many!.operations).length).toBeLessThan(100_000);
  });
});

describe('one poisoned account among many that are due at once', () => {
  it('delays no other, and loses what else there is of it', async () => {
    const many = [];
    for (let n = 0; n < 5; n++) many.push(await local.account(20));
    const [poisoned, ...others] = many;
    // What is no ARN can neither be stopped nor be told from one whose execution runs.
    const Item = { accountId: { S: poisoned!.accountId }, campaignId: { S: 'x' }, executionArn: { S: 'nonsense' } };
    await local.parts.dynamodb.call('PutItem', { TableName: 'voice-campaigns', Item });
    const purgeAt = Math.max(...(await Promise.all(many.map(({ owner }) => confirmed(owner)))));

    await local.advance('P7DT2M');

    const deleted = (await stored()).filter(({ status }) => status?.S === 'deleted');
    for (const { accountId } of others) {
      const tombstone = deleted.find((item) => item.accountId?.S === accountId);
      expect(Date.parse(tombstone!.deletedAt!.S) - purgeAt).toBeLessThan(120_000);
    }

    const left = (await local.tables()).filter(({ item }) => JSON.stringify(item).includes(`"${poisoned!.accountId}"`));
    expect(left.find(({ table }) => table === 'voice-contacts')).toBeUndefined();
    expect(JSON.stringify(left)).toContain('"purging"');
  }, 120_000);
});
