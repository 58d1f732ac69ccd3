import { expect, test } from 'vitest';
import { startPlatform } from '../../local/platform.ts';
import { FEWEST_RECORDS } from '../../local/seeds.ts';
import { map, startStores } from './stores.ts';

const BUCKET = map.find((spec) => spec.kind === 'objects')!.bucket;
const TABLES = new Set(map.flatMap((spec) => ('table' in spec ? [spec.table] : [])));

type Item = Record<string, { S?: string }>;

async function setUp() {
  const stores = await startStores();
  const { clock, dynamodb, pool, s3 } = stores;
  const platform = await startPlatform({ clock, holdings: map, stores });
  /** Every record of an account in any table, by reading them all. */
  const rows = async (accountId: string) => {
    const scans = [...TABLES].map((TableName) => dynamodb.call<{ Items: Item[] }>('Scan', { TableName }));
    return (await Promise.all(scans)).flatMap(({ Items }) => Items.filter((item) => item.accountId?.S === accountId));
  };
  const files = (accountId: string) =>
    s3.objects(BUCKET).filter(({ key }) => key.startsWith(`recordings/${accountId}/`));
  /** How many records an account has in all, the pool's users among them. */
  const held = async (accountId: string) => {
    const { users } = (await platform.accounts()).find((account) => account.accountId === accountId)!;
    const current = files(accountId).filter(({ isLatest }) => isLatest);
    return (await rows(accountId)).length + current.length + users.filter(({ userId }) => pool.has(userId)).length;
  };
  return { ...stores, platform, files, held };
}

test('begins with two accounts whose ids begin alike', async () => {
  const { platform, carrier, files, pool } = await setUp();

  const accounts = await platform.accounts();

  expect(accounts.map(({ accountId }) => accountId)).toEqual(['acme', 'acme-labs']);
  expect(accounts[0]?.users[0]).toEqual({ userId: 'ada', role: 'owner', email: 'ada@acme.example' });
  expect(carrier.numbers().filter(({ accountId }) => accountId === 'acme')).toHaveLength(3);
  expect(['ada', 'ben', 'cleo', 'dora', 'emil'].filter(pool.has)).toHaveLength(5);
  // One in three has an older version.
  expect(
    files('acme')
      .map(({ isLatest }) => isLatest)
      .sort(),
  ).toEqual([false, false, ...Array(6).fill(true)]);
  expect(files('acme-labs')).toHaveLength(2);
});

test('has recordings that are sound: a second of it', async () => {
  const { files } = await setUp();

  expect(files('acme')[0]).toMatchObject({ key: 'recordings/acme/call-000001.wav', size: 8_044 });
});

test('creates an account that holds just so many records, under an id that was never used', async () => {
  const { platform, carrier, held } = await setUp();

  const named = await platform.create(537, 'acme:2|x');
  const other = await platform.create(FEWEST_RECORDS);

  expect(await held('acme:2|x')).toBe(537);
  expect(await held(other.accountId)).toBe(FEWEST_RECORDS);
  expect(carrier.numbers().filter(({ accountId }) => accountId === 'acme:2|x')).toHaveLength(2);
  expect(await platform.accounts()).toContainEqual(named);
  await expect(platform.create(FEWEST_RECORDS, 'acme')).rejects.toMatchObject({ status: 409 });
});

test('knows who is there, who never was, and who is deleted from the members or from the pool', async () => {
  const { dynamodb, platform, pool } = await setUp();
  const { table: TableName } = map.find((spec) => spec.kind === 'members')!;

  await dynamodb.call('DeleteItem', { TableName, Key: { accountId: { S: 'acme-labs' }, userId: { S: 'emil' } } });
  const deletion = {
    method: 'POST',
    path: '/',
    target: '/',
    query: new URLSearchParams(),
    headers: {},
    caller: 'test',
  };
  const body = Buffer.from(JSON.stringify({ UserPoolId: 'eu-west-1_LocalPool', Username: 'ben' }));
  await pool.service.handle('AdminDeleteUser', { ...deletion, body });

  expect(await platform.user('dora')).toMatchObject({ accountId: 'acme-labs', role: 'owner' });
  await expect(platform.user('emil')).rejects.toMatchObject({ status: 410 });
  await expect(platform.user('ben')).rejects.toMatchObject({ status: 410 });
  await expect(platform.user('nobody')).rejects.toMatchObject({ status: 404 });
  const users = (await platform.accounts()).map(({ users }) => users.map(({ userId }) => userId));
  expect(users).toEqual([['ada', 'cleo'], ['dora']]);
});
