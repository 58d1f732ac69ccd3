import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { system } from '../support/system.ts';

const lines: string[] = [];
const local = system({ onLine: ({ line }) => void lines.push(line) });
/** Mails to it bounce: what SES tells of that holds its address. */
const ACCOUNT = 'bounce-inc';

/** Fields of the product's tables that say something of a person, or that somebody has typed. */
const PERSONAL = ['name', 'email', 'phoneNumber', 'contactName', 'destination', 'script', 'summary', 'website'];
const personal = new Set<string>();
const tokens = new Set<string>();
const schedules: unknown[] = [];

async function noteSeeds(): Promise<void> {
  for (const { table, item } of await local.tables()) {
    if (!table.startsWith('voice-')) continue;
    for (const field of PERSONAL) {
      const value = (item[field] as { S?: string } | undefined)?.S;
      if (value) personal.add(value);
    }
  }
}

type User = { userId: string; email: string };
/** A session whose token is noted. */
async function as(user: User) {
  const { token } = await local.local('POST', '/token', { userId: user.userId });
  tokens.add(token);
  return (method: string, path: string, body?: unknown) => local.call(method, `/api${path}`, body, token);
}

async function confirm(user: User): Promise<void> {
  const owner = await as(user);
  expect((await owner('POST', '/account/deletion')).status).toBe(202);
  const token = await local.linkFor(user);
  tokens.add(token);
  expect((await owner('POST', '/account/deletion/confirmation', { token })).status).toBe(200);
  const made = () => local.parts.scheduler.schedules().filter(({ Name }) => /^(purge|reminder)-/.test(Name));
  await local.until(() => made().length >= 2);
  schedules.push(...made());
}

const fault = (service: string, operation: string, times: number) =>
  local.local('POST', '/faults', { service, operation, times, kind: 'error' });

/** All that the ledger holds. */
async function ledger(): Promise<string[]> {
  const { environment } = local.parts.template.functions.find(({ entry }) => entry === 'lambdas/get-receipt.ts')!;
  const Bucket = environment.LEDGER_BUCKET!;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint: local.parts.wire.url, region: 'eu-west-1', credentials, forcePathStyle: true });
  const bodies = local.parts.s3.objects(Bucket).map(async ({ key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    return `${key} ${await Body!.transformToString()}`;
  });
  return (await Promise.all(bodies)).flatMap((body) => [body, ...statements(body)]);
}

/** What is said in the signed statements of a text. */
const statements = (text: string): string[] =>
  [...text.matchAll(/\.([\w-]+)\./g)].map(([, payload]) => Buffer.from(payload!, 'base64url').toString());

/** A whole life, with all that goes wrong on the way. */
beforeAll(async () => {
  const { owner, member } = await local.account(60, ACCOUNT);
  await noteSeeds();
  for (const { email } of [owner, member]) personal.add(email);
  await (await as(member))('DELETE', '/account/deletion');

  await fault('dynamodb', 'Query', 10);
  expect((await (await as(owner))('GET', '/account')).status).toBe(500);
  await local.local('DELETE', '/faults');
  await confirm(owner);
  await (await as(owner))('PUT', '/account/deactivation');
  await local.advance('P1D');
  await (await as(owner))('POST', '/account/exports');
  await (await as(owner))('DELETE', '/account/deletion');
  await local.advance('PT1H');

  await confirm(owner);
  await fault('sesv2', 'SendEmail', 6);
  await local.advance('P6DT23H');
  await local.local('DELETE', '/faults');
  await fault('cognito-identity-provider', 'AdminDeleteUser', 4);
  await fault('pinpoint-sms-voice-v2', 'ReleasePhoneNumber', 4);
  await local.advance('PT2H');
  await local.local('DELETE', '/faults');
  // Written too late, and found a day after.
  const Item = { accountId: { S: ACCOUNT }, contactId: { S: 'late' }, name: { S: 'Zoe Zimmer' } };
  personal.add('Zoe Zimmer');
  await local.parts.dynamodb.call('PutItem', { TableName: 'voice-contacts', Item });
  await local.advance('P2D');
  expect((await local.call('POST', '/_local/token', { userId: owner.userId })).status).toBe(410);
}, 180_000);

describe('nothing personal is', () => {
  const found = (where: readonly string[]) => {
    const needles = [...personal, ...tokens].flatMap((text) => [text, encodeURIComponent(text)]);
    return [...new Set(needles.filter((needle) => where.some((text) => text.includes(needle))))];
  };

  it('overlooked: names, addresses, numbers and tokens are searched for, and found where they belong', async () => {
    expect(personal.size).toBeGreaterThan(50);
    expect([...personal]).toEqual(expect.arrayContaining([`owner@${ACCOUNT}.example`, 'Ada Abel']));
    expect([...personal].filter((text) => /^\+1555\d+/.test(text)).length).toBeGreaterThan(0);
    expect(tokens.size).toBeGreaterThan(5);
    const mails = JSON.stringify(await local.local('GET', '/mail'));
    expect(found([mails]).length).toBeGreaterThan(2);
  });

  it('in the logs of the functions, metrics among them', () => {
    const all = lines.join('\n');

    // The lines of what went wrong are there, and those that are counted.
    for (const word of ['requestId', 'undelivered', 'lateness', 'AccountDeleted', 'swept', 'late:', 'error'])
      expect(all).toContain(word);
    expect(found(lines)).toEqual([]);
    expect(all).not.toMatch(/@[\w-]+\.example|\+155\d{5}|eyJ[\w-]{10}/);
  });

  it('in the events on the bus', () => {
    const events = local.parts.buses.events().map((event) => JSON.stringify(event));

    expect(events.length).toBeGreaterThan(5);
    expect(found(events)).toEqual([]);
  });

  it('in the schedules’ names, inputs and descriptions', () => {
    expect(schedules.length).toBeGreaterThan(3);
    expect(found([JSON.stringify(schedules)])).toEqual([]);
  });

  it('in the durable executions: what they began with, each step’s result or error, and their end', () => {
    const executions = local.parts.lambda.executions();
    const all = JSON.stringify(executions);

    expect(all).toContain('receiptId');
    expect(executions.some(({ operations }) => operations.length > 10)).toBe(true);
    expect(found([all])).toEqual([]);
  });

  it('in the dead letters', () => {
    expect(found([JSON.stringify(local.parts.deadLetters.all())])).toEqual([]);
  });

  it('in the ledger: entries, receipts and sequels', async () => {
    const entries = await ledger();

    expect(entries.some((text) => text.includes('"released":'))).toBe(true);
    expect(entries.length).toBeGreaterThan(8);
    expect(found(entries)).toEqual([]);
  });

  it('in what the state table keeps of the account', async () => {
    const left = (await local.tables()).filter(
      ({ table, item }) => !table.startsWith('voice-') && JSON.stringify(item).includes(ACCOUNT),
    );

    expect(JSON.stringify(left)).toContain('"deleted"');
    expect(found(left.map(({ item }) => JSON.stringify(item)))).toEqual([]);
  });
});
