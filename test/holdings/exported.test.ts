import { buffer } from 'node:stream/consumers';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExportableHolding } from '../../lambdas/app/holding.ts';
import { exportableHoldings } from '../../lambdas/holdings/exportable.ts';
import { items } from '../../lambdas/holdings/items.ts';
import { objects } from '../../lambdas/holdings/objects.ts';
import { portablePath } from '../../lambdas/holdings/portable-path.ts';
import type { HoldingSpec, ObjectsSpec } from '../../lambdas/holdings/spec.ts';
import { createClock } from '../../local/clock.ts';
import { createS3, type S3 } from '../../local/services/s3.ts';
import { createWire, type Wire } from '../../local/wire.ts';
import { NOON } from '../support/accounts.ts';
import { engine } from '../support/engine.ts';

const db = engine();
const place = { table: 'things', key: { partition: 'accountId', sort: 'id' } };
const spec: ObjectsSpec = {
  kind: 'objects',
  name: 'recordings',
  outcome: 'erase',
  bucket: 'files',
  prefix: 'recordings/{accountId}/',
};
const clock = createClock({ start: NOON.getTime() });
let s3: S3;
let wire: Wire;
let client: S3Client;

beforeAll(async () => {
  await db.table(place.table, place.key);
  s3 = createS3({ clock });
  s3.createBucket('files', { versioned: true });
  wire = await createWire({ clock, services: [s3.service] });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new S3Client({ endpoint: wire.url, region: 'eu-west-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  clock.stop();
  await wire.stop();
  s3.stop();
});

const recordsOf = async (holding: ExportableHolding, accountId: string) =>
  (await Array.fromAsync(holding.export(accountId))).flatMap(({ records }) => records);

describe('items', () => {
  it('are exported as JSON, with nothing of them lost', async () => {
    const item = {
      accountId: { S: 'acme' },
      id: { S: '1' },
      name: { S: 'Ada' },
      seconds: { N: '42.5' },
      serial: { N: '12345678901234567890123' },
      precise: { N: '0.1234567890123456789012345678901234567' },
      on: { BOOL: false },
      nothing: { NULL: true },
      tags: { SS: ['a', 'b'] },
      numbers: { NS: ['1', '98765432109876543210'] },
      photo: { B: Buffer.from('bytes') },
      photos: { BS: [Buffer.from('more')] },
      list: { L: [{ S: 'x' }, { M: { deep: { N: '7' } } }] },
      settings: { M: { token: { S: 'secret' }, empty: { M: {} } } },
    };
    await db.documents.send(new PutItemCommand({ TableName: place.table, Item: item }));

    const [record] = await recordsOf(items(db.documents, { name: 'things', outcome: 'erase', ...place }), 'acme');

    expect(JSON.parse(JSON.stringify(record))).toEqual({
      accountId: 'acme',
      id: '1',
      name: 'Ada',
      seconds: 42.5,
      serial: '12345678901234567890123',
      precise: '0.1234567890123456789012345678901234567',
      on: false,
      nothing: null,
      tags: ['a', 'b'],
      numbers: [1, '98765432109876543210'],
      photo: Buffer.from('bytes').toString('base64'),
      photos: [Buffer.from('more').toString('base64')],
      list: ['x', { deep: 7 }],
      settings: { token: 'secret', empty: {} },
    });
  });

  it('are all exported, without the fields that the map leaves out', async () => {
    for (const id of ['1', '2']) {
      const settings = { M: { token: { S: 'secret' }, colour: { S: 'red' } } };
      const hooks = { L: [{ M: { url: { S: 'u' }, key: { S: 'secret' } } }, { S: 'plain' }] };
      const Item = { accountId: { S: 'left-out' }, id: { S: id }, apiKey: { S: 'secret' }, settings, hooks };
      await db.documents.send(new PutItemCommand({ TableName: place.table, Item }));
    }
    const omit = ['apiKey', 'settings.token', 'hooks.key', 'never.there'];
    vi.stubEnv('AWS_REGION', 'eu-west-1');

    const [holding] = exportableHoldings(
      [{ kind: 'items', name: 'things', outcome: 'erase', ...place, omit }],
      db.documents,
      () => Promise.reject(new Error('not asked')),
    );

    expect(holding?.omit).toEqual(omit);
    expect(await recordsOf(holding!, 'left-out')).toEqual(
      ['1', '2'].map((id) => ({
        accountId: 'left-out',
        id,
        settings: { colour: 'red' },
        hooks: [{ url: 'u' }, 'plain'],
      })),
    );
  });
});

describe('the holdings of a map', () => {
  it('can all be exported, and those that have files say so', () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    const map: HoldingSpec[] = [
      { kind: 'items', name: 'calls', outcome: 'erase', ...place },
      {
        kind: 'users',
        name: 'identity',
        outcome: 'erase',
        ...place,
        userPoolId: 'p',
        userId: 'u',
        accountAttribute: 'a',
      },
      spec,
      { kind: 'service', name: 'crm', outcome: 'erase', url: 'https://crm.example' },
    ];

    const holdings = exportableHoldings(map, db.documents, () => Promise.reject(new Error('not asked')));

    expect(holdings.map(({ name, files }) => [name, files !== undefined])).toEqual([
      ['calls', false],
      ['identity', false],
      ['recordings', true],
      ['crm', false],
    ]);
  });
});

describe('files', () => {
  const holding = () => objects(client, spec);
  const put = (accountId: string, name: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: 'files', Key: `recordings/${accountId}/${name}`, Body }));
  const read = async (accountId: string) => {
    const files = await Array.fromAsync(holding().files!(accountId));
    return Promise.all(
      files.map(async ({ path, bytes, open }) => {
        const content = await open();
        return { path, bytes, content: content && (await buffer(content)).toString() };
      }),
    );
  };

  it('are exported as they are now, and nobody else’s', async () => {
    await put('acme', 'a.wav', 'before');
    await put('acme', 'a.wav', 'and after');
    await put('acme', 'deep/b.wav', 'b');
    await put('acme-labs', 'c.wav', 'c');

    expect(await read('acme')).toEqual([
      { path: 'a.wav', bytes: 9, content: 'and after' },
      { path: 'deep/b.wav', bytes: 1, content: 'b' },
    ]);
  });

  it('go on after any one of them', async () => {
    for (const name of ['a', 'a b', 'a+b', 'ü/日本', '100%']) await put('onward', name, name);
    const all = await Array.fromAsync(holding().files!('onward'));
    expect(all).toHaveLength(5);

    for (const [n, { cursor }] of all.entries()) {
      const rest = await Array.fromAsync(holding().files!('onward', JSON.parse(JSON.stringify(cursor))));
      expect(rest.map(({ path }) => path)).toEqual(all.slice(n + 1).map(({ path }) => path));
    }
  });

  it('are done without where they have gone since they were listed, and only then', async () => {
    await put('vanishing', 'a.wav', 'a');
    const [file] = await Array.fromAsync(holding().files!('vanishing'));
    await holding().erase('vanishing', { deletionId: 'd', startedAt: NOON, timeLeft: () => 900_000 });

    expect(await file!.open()).toBeNull();

    await put('vanishing', 'a.wav', 'a');
    wire.faults.add({ service: 's3', operation: 'GetObject', times: 1, kind: 'error' });
    await expect(file!.open()).rejects.toThrow();
  });
});

describe('the path of a file', () => {
  it.each([
    ['call-000001.wav', 'call-000001.wav'],
    ['2026/03/日本 – 1.wav', '2026/03/日本 – 1.wav'],
    ['2026-03-01T12:00:00.wav', '2026-03-01T12%3A00%3A00.wav'],
    ['../../etc/passwd', '%2E%2E/%2E%2E/etc/passwd'],
    ['./a', '%2E/a'],
    ['/a', '%2F/a'],
    ['a//b', 'a/%2F/b'],
    ['folder/', 'folder/%2F'],
    ['a\\b', 'a%5Cb'],
    ['100%', '100%'],
    ['100%20', '100%2520'],
    ['line\nbreak', 'line%0Abreak'],
    ['what?*', 'what%3F%2A'],
    ['ends. ', 'ends.%20'],
    ['con.txt', '%63on.txt'],
    ['contract.txt', 'contract.txt'],
  ])('%j is %s', (key, path) => {
    expect(portablePath(key)).toBe(path);
  });

  it('is a different one for each key, and can be written anywhere', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '.', '/', '\\', '%', '2', '5', 'F', ' ', ':', '\n', 'ü') });

    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(portablePath(one) === portablePath(other)).toBe(one === other);
        for (const name of portablePath(one).split('/')) expect(name).toMatch(/^(?!\.{1,2}$)[^\\:\n/]*[^\\:\n/. ]$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
