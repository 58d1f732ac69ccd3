import {
  EventBridgeClient,
  EventBridgeServiceException,
  ListEventBusesCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createEventBridge } from '../../../local/services/eventbridge.ts';
import { clientConfigFor } from './support.ts';

const NOON = Date.parse('2026-03-01T12:00:00.250Z');
const entry = (over: Partial<PutEventsRequestEntry> = {}): PutEventsRequestEntry => ({
  EventBusName: 'ours',
  Source: 'account-deletion',
  DetailType: 'AccountDeactivated',
  Detail: '{"accountId":"acme"}',
  ...over,
});

async function setUp() {
  const put: unknown[] = [];
  const clock = { now: () => NOON };
  const { service } = createEventBridge({ clock, buses: { putSoon: (...what) => void put.push(what) } });
  const client = new EventBridgeClient(await clientConfigFor(service, clock));
  return { put, send: (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries })), client };
}

test('puts events on their bus, in the form in which they are handed over', async () => {
  const { put, send } = await setUp();

  const { FailedEntryCount, Entries } = await send(
    entry({ Time: new Date('2026-02-28T01:02:03.999Z'), Resources: ['arn:x'] }),
    entry({ EventBusName: undefined }),
  );

  expect(FailedEntryCount).toBe(0);
  const common = {
    version: '0',
    'detail-type': 'AccountDeactivated',
    source: 'account-deletion',
    account: '000000000000',
    region: 'eu-west-1',
    detail: { accountId: 'acme' },
  };
  expect(put).toEqual([
    [{ ...common, id: Entries![0]!.EventId, time: '2026-02-28T01:02:03Z', resources: ['arn:x'] }, 'ours'],
    [{ ...common, id: Entries![1]!.EventId, time: '2026-03-01T12:00:00Z', resources: [] }, 'default'],
  ]);
});

test.each([
  ['no JSON', { Detail: '{' }, 'MalformedDetail'],
  ['no object', { Detail: '[1]' }, 'MalformedDetail'],
  ['nothing', { Detail: '' }, 'InvalidArgument'],
  ['no source', { Source: undefined }, 'InvalidArgument'],
  ['no detail type', { DetailType: undefined }, 'InvalidArgument'],
  ["a source of AWS's own", { Source: 'aws.ses' }, 'NotAuthorizedForSourceException'],
])('refuses an entry with %s inside an answer of success, and takes the others', async (_, over, ErrorCode) => {
  const { put, send } = await setUp();

  const { FailedEntryCount, Entries } = await send(entry(over), entry());

  expect(FailedEntryCount).toBe(1);
  expect(Entries).toMatchObject([{ ErrorCode }, { EventId: expect.any(String) }]);
  expect(put).toHaveLength(1);
});

test.each([
  ['nothing', []],
  ['eleven entries', Array.from({ length: 11 }, () => entry())],
  ['256 kB and a byte', [entry({ Detail: JSON.stringify({ x: 'x'.repeat(256 * 1024 - 41) }) })]],
])('refuses %s altogether', async (_, entries) => {
  const { put, send } = await setUp();

  await expect(send(...entries)).rejects.toMatchObject({ name: 'ValidationException' });

  expect(put).toEqual([]);
});

test('takes 256 kB in all', async () => {
  const { put, send } = await setUp();
  const names = 'account-deletionAccountDeactivated'.length;

  await send(entry({ Detail: JSON.stringify({ x: 'x'.repeat(256 * 1024 - names - '{"x":""}'.length) }) }));

  expect(put).toHaveLength(1);
});

test('says so when it is asked for more than it can', async () => {
  const { client } = await setUp();

  await expect(client.send(new ListEventBusesCommand())).rejects.toBeInstanceOf(EventBridgeServiceException);
});
