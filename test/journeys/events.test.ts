import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { holdAgainstSchema, type PublishedEvent } from '../support/published.ts';
import { system } from '../support/system.ts';

const local = system();
const failing = (kind: string, times: number) =>
  local.local('POST', '/faults', { service: 'eventbridge', operation: 'PutEvents', times, kind });
afterEach(() => local.local('DELETE', '/faults'));

type User = { userId: string; email: string };

/** All that the bus says of the account, as it came; each is held against the published schema. */
async function eventsOf(accountId: string): Promise<PublishedEvent[]> {
  const all = (await local.local('GET', '/events')).map(holdAgainstSchema) as PublishedEvent[];
  return all.filter(({ detail }) => detail.accountId === accountId);
}
/** The same as a reader of the guide has it: in order, and each once. */
async function heard(accountId: string): Promise<PublishedEvent[]> {
  const byNumber = new Map((await eventsOf(accountId)).map((event) => [event.detail.number, event]));
  return [...byNumber.values()].sort((a, b) => a.detail.number - b.detail.number);
}
const names = (events: readonly PublishedEvent[]) => events.map((event) => event['detail-type']);

async function confirmed(user: User) {
  const owner = await local.as(user);
  await owner('POST', '/account/deletion');
  const { body } = await owner('POST', '/account/deletion/confirmation', { token: await local.linkFor(user) });
  return body.deletion as { deletionId: string; confirmedAt: string; purgeAt: string };
}

/** An entry of the ledger; null where there is none. */
async function entry(path: string): Promise<unknown> {
  const { wire, template } = local.parts;
  const publish = template.functions.find(({ entry }) => entry.includes('publish-changes'))!;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint: wire.url, region: 'eu-west-1', credentials, forcePathStyle: true });
  try {
    const Bucket = publish.environment.LEDGER_BUCKET;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: path }));
    return JSON.parse(await Body!.transformToString());
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

describe('a whole life', () => {
  let accountId: string;
  let owner: User;

  it('is told event by event, with numbers that rise', async () => {
    ({ accountId, owner } = await local.account());
    const asOwner = await local.as(owner);
    await asOwner('PUT', '/account/deactivation');
    await asOwner('PUT', '/account/deactivation');
    await asOwner('DELETE', '/account/deactivation');
    await asOwner('POST', '/account/deletion');
    await asOwner('DELETE', '/account/deletion');
    await local.advance('PT2M');
    const given = await confirmed(owner);
    await (await local.as(owner))('DELETE', '/account/deletion');
    await local.advance('PT2M');
    const { deletionId, purgeAt } = await confirmed(owner);
    await local.advance('P7DT30M');

    const events = await heard(accountId);

    expect(names(events)).toEqual([
      'AccountDeactivated',
      'AccountReactivated',
      'AccountDeletionRequested',
      'AccountDeletionCancelled',
      'AccountDeletionRequested',
      'AccountDeletionScheduled',
      'AccountDeletionCancelled',
      'AccountDeletionRequested',
      'AccountDeletionScheduled',
      'AccountDeleted',
    ]);
    expect(events.map(({ detail }) => detail.at)).toEqual(events.map(({ detail }) => detail.at).sort());
    expect(events[5]!.detail).toMatchObject({ deletionId: given.deletionId, purgeAt: given.purgeAt });
    expect(events[8]!.detail).toMatchObject({ deletionId, purgeAt });
    const { deletedAt, receiptId } = events[9]!.detail;
    expect(Date.parse(deletedAt!)).toBeGreaterThanOrEqual(Date.parse(purgeAt));
    expect(events[9]!.detail).toEqual({
      version: 1,
      accountId,
      number: expect.any(Number),
      at: deletedAt,
      deletionId,
      deletedAt,
      receiptId,
    });
  });

  it('is told without a word about anybody', async () => {
    const said = JSON.stringify(await eventsOf(accountId));

    expect(said.length).toBeGreaterThan(1_000);
    expect(said).not.toMatch(/@|\+1\d{3}/);
    expect(said).not.toContain(owner.userId);
  });
});

describe('a request that nobody confirms', () => {
  it('is told to have expired within a sweep, as of the moment at which it did', async () => {
    const { accountId, owner } = await local.account();
    const { body } = await (await local.as(owner))('POST', '/account/deletion');
    const { deletionId, confirmBy } = body.deletion;

    await local.advance('PT23H59M');
    expect(names(await heard(accountId))).toEqual(['AccountDeletionRequested']);
    await local.advance('PT16M10S');

    expect((await heard(accountId))[1]).toMatchObject({
      'detail-type': 'AccountDeletionExpired',
      detail: { deletionId, at: confirmBy },
    });
    expect((await (await local.as(owner))('GET', '/account')).body.deletion).toBeNull();
  });

  it('and is asked for again at once has ended before the next one begins', async () => {
    const { accountId, owner } = await local.account();
    await (await local.as(owner))('POST', '/account/deletion');
    await local.advance('P1DT1S');

    await (await local.as(owner))('POST', '/account/deletion');
    await local.advance('PT1S');

    const events = await heard(accountId);
    expect(names(events)).toEqual(['AccountDeletionRequested', 'AccountDeletionExpired', 'AccountDeletionRequested']);
    expect(new Set(events.map(({ detail }) => detail.deletionId)).size).toBe(2);
    expect(events[1]!.detail.deletionId).toBe(events[0]!.detail.deletionId);
  });

  it('keeps a link that says so, before it is swept and after', async () => {
    const { owner } = await local.account();
    await (await local.as(owner))('POST', '/account/deletion');
    const token = await local.linkFor(owner);

    for (const step of ['P1D', 'PT1H']) {
      await local.advance(step);
      const { body } = await (await local.as(owner))('POST', '/account/deletion/confirmation', { token });
      expect(body.code).toBe('token-expired');
    }
  });
});

describe('an event', () => {
  it('that the bus refuses comes later', async () => {
    const { accountId, owner } = await local.account();
    await failing('error', 60);

    await (await local.as(owner))('PUT', '/account/deactivation');
    await local.advance('PT1S');
    expect(await heard(accountId)).toEqual([]);
    await local.advance('PT2H');

    expect(names(await heard(accountId))).toEqual(['AccountDeactivated']);
  });

  it('whose yes was lost comes twice, with one number', async () => {
    const { accountId, owner } = await local.account();
    await failing('timeout-after-effect', 1);

    await (await local.as(owner))('PUT', '/account/deactivation');
    await local.advance('PT1M');

    const numbers = (await eventsOf(accountId)).map(({ detail }) => detail.number);
    expect(numbers.length).toBeGreaterThan(1);
    expect(new Set(numbers).size).toBe(1);
  });
});

describe('the ledger', () => {
  it('says that a deletion was confirmed and cancelled, by whom of the accounts and when, and nothing of a request', async () => {
    const { accountId, owner } = await local.account();
    const { deletionId, confirmedAt } = await confirmed(owner);
    await local.advance('PT1S');
    expect(await entry(`deletions/${deletionId}/confirmed.json`)).toEqual({ accountId, deletionId, at: confirmedAt });
    expect(await entry(`deletions/${deletionId}/cancelled.json`)).toBeNull();

    await (await local.as(owner))('DELETE', '/account/deletion');
    await local.advance('PT2M');

    const cancelled = await entry(`deletions/${deletionId}/cancelled.json`);
    expect(cancelled).toEqual({ accountId, deletionId, at: expect.stringMatching(/^\d{4}-.*Z$/) });
    const { body } = await (await local.as(owner))('POST', '/account/deletion');
    await (await local.as(owner))('DELETE', '/account/deletion');
    await local.advance('PT1S');
    expect(await entry(`deletions/${body.deletion.deletionId}/cancelled.json`)).toBeNull();
  });
});
