import { createHash } from 'node:crypto';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { holdingsIn } from '../../local/platform.ts';
import { system } from '../support/system.ts';
import { unzipped } from '../support/unzipped.ts';

const local = system();
const fault = (service: string, operation: string, times: number) =>
  local.local('POST', '/faults', { service, operation, times, kind: 'error' });
afterEach(() => local.local('DELETE', '/faults'));

type User = { userId: string; email: string };
type Session = Awaited<ReturnType<typeof local.as>>;
const ada = { userId: 'ada', email: 'ada@acme.example' };

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

/** Waits until an export is ready, or has failed. */
const prepared = (owner: Session, exportId: string) =>
  local.until(async () => {
    const { body } = await owner('GET', `/account/exports/${exportId}`);
    return body.state !== 'preparing' && body;
  }, 20_000);

async function exported(owner: Session) {
  const { status, body } = await owner('POST', '/account/exports');
  expect(status).toBe(202);
  return prepared(owner, body.exportId);
}

async function confirmed(user: User) {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  const { body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  return body.deletion as { deletionId: string; purgeAt: string };
}

const mailsTo = async ({ email }: User) =>
  (await local.local('GET', '/mail')).filter(
    ({ to, subject }: { to: string; subject: string }) => to === email && subject === 'Your data is ready to download',
  );

const aws = () => ({
  endpoint: local.parts.wire.url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const s3 = () => new S3Client({ ...aws(), forcePathStyle: true });

/** Every item of every table. */
async function tables() {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(aws()));
  const { TableNames = [] } = await documents.send(new ListTablesCommand({}));
  const scans = TableNames.map(async (TableName) => {
    const { Items = [] } = await documents.send(new ScanCommand({ TableName }));
    return Items.map((item) => ({ table: TableName, item }));
  });
  return (await Promise.all(scans)).flat();
}
const exportBucket = () =>
  local.parts.template.functions.find(({ entry }) => entry.includes('prepare-export'))!.environment.EXPORT_BUCKET!;

/** What is left of an account's exports, in the store and in the table. */
async function traces(accountId: string): Promise<string[]> {
  const Prefix = `exports/${accountId}/`;
  const { Versions = [] } = await s3().send(new ListObjectVersionsCommand({ Bucket: exportBucket(), Prefix }));
  const items = (await tables()).map(({ item }) => item).filter(({ pk }) => pk === `ACCOUNT#${accountId}`);
  const ofExports = items.filter(({ sk }) => /^(EXPORT|OWED#export)/.test(sk));
  return [...Versions.map(({ Key }) => Key!), ...ofExports.map(({ sk }) => sk)];
}

/** All that the product's tables hold of an account, by holding, as JSON has it. */
async function recordsOf(accountId: string) {
  const items = await tables();
  const held = holdingsIn(local.parts.template).flatMap((spec) =>
    'table' in spec && spec.kind !== 'users' ? [{ ...spec, omit: ('omit' in spec && spec.omit) || [] }] : [],
  );
  return held.map(({ name, table, omit }) => ({
    name,
    records: items
      .filter((each) => each.table === table && each.item.accountId === accountId)
      .map(({ item }) => Object.fromEntries(Object.entries(item).filter(([field]) => !omit.includes(field)))),
  }));
}

const sorted = (records: readonly object[]) => records.map((each) => JSON.stringify(canonical(each))).sort();
const canonical = (record: object) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

describe('an export', () => {
  it('is prepared in the background, and its owner hears of it, and nobody else', async () => {
    const owner = await local.as('ada');
    expect((await owner('GET', '/account/deletion/preview')).body.lastExportAt).toBeNull();

    const asked = await owner('POST', '/account/exports');
    const again = await owner('POST', '/account/exports');

    expect(asked.body).toEqual({
      exportId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      state: 'preparing',
      requestedAt: expect.any(String),
    });
    expect(again.body).toEqual(asked.body);
    const ready = await prepared(owner, asked.body.exportId);
    expect(ready).toMatchObject({ state: 'ready', archives: [{ name: `export-${asked.body.exportId}-1.zip` }] });
    const preview = await owner('GET', '/account/deletion/preview');
    expect(Date.parse(ready.availableUntil) - Date.parse(preview.body.lastExportAt)).toBe(7 * 86_400_000);

    await local.advance('PT1S');
    const [mail, ...more] = await mailsTo(ada);
    expect([mail.text, more]).toEqual([expect.stringContaining(`Open Settings:\n${local.parts.url}/\n`), []]);
    expect(mail.html).not.toContain(ready.archives[0].name);
    const stored = (await tables()).filter(({ item }) => String(item.sk).startsWith('EXPORT#'));
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('@');
  });

  it('holds every record and file of the account, and nothing of another; all sums are right', async () => {
    const owner = await local.as('ada');
    const { archives } = (await owner('GET', '/account/exports')).body.exports[0];
    const zip = await bytesAt(archives[0].url);
    expect([zip.length, sha256(zip)]).toEqual([archives[0].bytes, archives[0].sha256]);

    const entries = await unzipped(zip);
    const manifest = JSON.parse(entries.get('manifest.json')!.toString());

    expect(manifest).toMatchObject({ accountId: 'acme', archive: 1, archives: 1, takenAt: expect.any(String) });
    const named = manifest.files.map(({ path }: { path: string }) => path);
    expect([...named, 'manifest.json'].sort()).toEqual([...entries.keys()].sort());
    for (const { path, bytes, sha256: sum } of manifest.files) {
      const content = entries.get(path)!;
      expect([path, content.length, sha256(content)]).toEqual([path, bytes, sum]);
    }
    expect(entries.get('README.txt')!.toString()).toContain('manifest.json');

    const recordsIn = (name: string): object[] =>
      (entries.get(`${name}.jsonl`)?.toString() ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    for (const { name, records } of await recordsOf('acme')) {
      expect([name, sorted(recordsIn(name))]).toEqual([name, sorted(records)]);
    }
    expect(recordsIn('contacts')).toHaveLength(1_000);
    expect(JSON.stringify(recordsIn('identity'))).toContain('ben@acme.example');

    const recordings = holdingsIn(local.parts.template).find((spec) => spec.kind === 'objects')!;
    const files = [...entries.keys()].filter((path) => path.startsWith('recordings/'));
    expect(files).toHaveLength(6);
    for (const path of files) {
      const Key = `recordings/acme/${path.slice('recordings/'.length)}`;
      const { Body } = await s3().send(new GetObjectCommand({ Bucket: recordings.bucket, Key }));
      expect(entries.get(path)!.equals(Buffer.from(await Body!.transformToByteArray()))).toBe(true);
    }
    const others = (await local.local('GET', '')).accounts.filter(
      ({ accountId }: { accountId: string }) => accountId !== 'acme',
    );
    const all = [...entries.values()].map(String).join('\n');
    for (const { accountId, users } of others)
      for (const text of [`"${accountId}"`, ...users.map(({ email }: User) => email)]) expect(all).not.toContain(text);
  });

  it('is nobody’s but the owner’s', async () => {
    const [owner, member, other] = [await local.as('ada'), await local.as('ben'), await local.as('dora')];
    const [{ exportId }] = (await owner('GET', '/account/exports')).body.exports;

    const answers = [
      await member('POST', '/account/exports'),
      await member('GET', '/account/exports'),
      await member('GET', `/account/exports/${exportId}`),
      await other('GET', `/account/exports/${exportId}`),
      await owner('GET', `/account/exports/${exportId.replace(/.$/, 'x')}`),
      await owner('GET', '/account/exports/ACCOUNT'),
      await owner('POST', '/account/exports', { force: true }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      ...Array(3).fill([403, 'not-owner']),
      ...Array(3).fill([404, 'not-found']),
      [400, 'invalid-request'],
    ]);
    expect((await other('GET', '/account/exports')).body).toEqual({ exports: [] });
  });

  it('has fresh URLs each time, good for 15 minutes, and is gone after seven days', async () => {
    const { accountId, owner: user } = await local.account();
    const { exportId, archives, expiresAt } = await exported(await local.as(user));
    const isGood = async (url: string) => (await fetch(url)).status === 200;
    expect(await isGood(archives[0].url)).toBe(true);

    await local.advance('PT16M');
    const later = await local.as(user);
    const fresh = (await later('GET', '/account/exports')).body.exports[0];

    expect(await isGood(archives[0].url)).toBe(false);
    expect(await isGood(fresh.archives[0].url)).toBe(true);
    expect(fresh.expiresAt > expiresAt).toBe(true);
    expect(await traces(accountId)).toHaveLength(3);

    await local.advance('P7DT30M');
    const owner = await local.as(user);
    expect((await owner('GET', `/account/exports/${exportId}`)).body.code).toBe('not-found');
    expect((await owner('GET', '/account/exports')).body).toEqual({ exports: [] });
    expect(await traces(accountId)).toEqual([]);
  });

  it('can be asked for three times in a day', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      ids.unshift((await exported(owner)).exportId);
      await local.advance('PT1M');
    }

    const refused = await owner('POST', '/account/exports');

    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(23 * 3_600);
    const listed = (await owner('GET', '/account/exports')).body.exports;
    expect(listed.map(({ exportId }: { exportId: string }) => exportId)).toEqual(ids);
    await local.advance('P1D');
    expect((await (await local.as(user))('POST', '/account/exports')).status).toBe(202);
  });

  it('is begun all the same where it could not be started at once', async () => {
    const { owner: user } = await local.account();
    const owner = await local.as(user);
    await fault('lambda', 'Invoke', 3);

    const { body } = await owner('POST', '/account/exports');
    await local.advance('PT16M');

    expect(await prepared(await local.as(user), body.exportId)).toMatchObject({ state: 'ready' });
    await local.advance('PT1S');
    expect(await mailsTo(user)).toHaveLength(1);
  });
});

/** Whether an archive is being made. */
const isUnderWay = () =>
  local.parts.lambda
    .executions()
    .some(({ status, operations }) => status === 'RUNNING' && operations.some(({ name }) => name === 'archive 1'));

describe('an export of an account that is to be deleted', () => {
  it('can be taken in grace, and goes with the account', async () => {
    const { accountId, owner: user } = await local.account();
    await confirmed(user);
    const owner = await local.as(user);
    const { archives } = await exported(owner);
    expect(await traces(accountId)).toHaveLength(3);

    await local.advance('P7DT10M');

    expect(await traces(accountId)).toEqual([]);
    expect((await fetch(archives[0].url)).status).not.toBe(200);
  });

  it('is given up when the purge begins while it is being prepared', async () => {
    const { accountId, owner: user } = await local.account(300);
    const { purgeAt } = await confirmed(user);
    const seconds = Math.floor((Date.parse(purgeAt) - (await local.now()).getTime()) / 1000) - 20;
    await local.advance(`PT${seconds}S`);
    const owner = await local.as(user);
    // The account's recordings cannot be read for a while.
    await fault('s3', 'GetObject', 1_000);
    const { body } = await owner('POST', '/account/exports');
    expect(await local.until(isUnderWay)).toBe(true);

    await local.advance('PT25S');
    expect((await owner('GET', `/account/exports/${body.exportId}`)).status).not.toBe(200);
    await local.local('DELETE', '/faults');
    await local.advance('PT30M');

    expect((await owner('POST', '/account/exports')).body.code).toBe('account-deleted');
    expect(await traces(accountId)).toEqual([]);
    expect(await mailsTo(user)).toEqual([]);
    expect(isUnderWay()).toBe(false);
  });
});
