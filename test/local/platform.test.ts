import { expect, onTestFinished, test } from 'vitest';
import type { HoldingSpec } from '../../lambdas/holdings/spec.ts';
import { cdkContext } from '../../lib/app-context.ts';
import { holdings } from '../../lib/holdings.ts';
import { settingsOf } from '../../lib/settings.ts';
import { createClock } from '../../local/clock.ts';
import { startPlatform } from '../../local/platform.ts';
import { createCarrier } from '../../local/services/carrier.ts';
import { startDynamoDb } from '../../local/services/dynamodb.ts';

const map: HoldingSpec[] = holdings(settingsOf('example', cdkContext().stages)).map(({ spec }) => spec);

async function setUp() {
  const clock = createClock();
  const dynamodb = await startDynamoDb({ clock, tables: [] });
  onTestFinished(async () => {
    clock.stop();
    await dynamodb.stop();
  });
  const carrier = createCarrier(clock);
  const platform = await startPlatform({ clock, dynamodb, holdings: map, lease: carrier.lease });
  /** How many records of all tables are an account's, by reading every one of them. */
  const held = async (accountId: string) => {
    const scans = map.map(({ table }) =>
      dynamodb.call<{ Items: Record<string, { S?: string }>[] }>('Scan', { TableName: table }),
    );
    return (await Promise.all(scans)).flatMap(({ Items }) => Items.filter((item) => item.accountId?.S === accountId));
  };
  return { dynamodb, carrier, platform, held };
}

test('begins with two accounts whose ids begin alike', async () => {
  const { platform, carrier } = await setUp();

  const accounts = await platform.accounts();

  expect(accounts.map(({ accountId }) => accountId)).toEqual(['acme', 'acme-labs']);
  expect(accounts[0]?.users[0]).toEqual({ userId: 'ada', role: 'owner', email: 'ada@acme.example' });
  expect(carrier.numbers().filter(({ accountId }) => accountId === 'acme')).toHaveLength(3);
});

test('creates an account that holds just so many records, under an id that was never used', async () => {
  const { platform, carrier, held } = await setUp();

  const named = await platform.create(537, 'acme:2|x');
  const other = await platform.create(5);

  expect(await held('acme:2|x')).toHaveLength(537);
  expect(await held(other.accountId)).toHaveLength(5);
  expect(carrier.numbers().filter(({ accountId }) => accountId === 'acme:2|x')).toHaveLength(2);
  expect(await platform.accounts()).toContainEqual(named);
  await expect(platform.create(5, 'acme')).rejects.toMatchObject({ status: 409 });
});

test('knows who is there, who never was, and who is deleted', async () => {
  const { dynamodb, platform } = await setUp();
  const members = map.find(({ kind }) => kind === 'members')!;
  const Key = { accountId: { S: 'acme-labs' }, userId: { S: 'emil' } };

  await dynamodb.call('DeleteItem', { TableName: members.table, Key });

  expect(await platform.user('dora')).toMatchObject({ accountId: 'acme-labs', role: 'owner' });
  await expect(platform.user('emil')).rejects.toMatchObject({ status: 410 });
  await expect(platform.user('nobody')).rejects.toMatchObject({ status: 404 });
  expect((await platform.accounts())[1]?.users.map(({ userId }) => userId)).toEqual(['dora']);
});
