import { describe, expect, it } from 'vitest';
import { eventBus } from '../../lambdas/adapters/event-bus.ts';
import type { BusEvent } from '../../local/events.ts';
import { awsJson } from '../../local/services/aws-json.ts';
import { createEventBridge } from '../../local/services/eventbridge.ts';
import { NOON } from '../support/accounts.ts';
import { awsEnvironment } from '../support/aws-env.ts';

const REQUESTED = {
  event: 'AccountDeletionRequested',
  deletionId: 'd-1',
  confirmBy: new Date('2026-03-02T12:00:00.250Z'),
  accountId: 'acme',
  number: 3,
  at: NOON,
} as const;

describe('the event bus', () => {
  const put: [BusEvent, string?][] = [];
  const buses = { putSoon: (...what: [BusEvent, string?]) => void put.push(what) };
  const environment = awsEnvironment(() => [createEventBridge({ clock: { now: Date.now }, buses }).service]);

  it('gets an event with its name, its moment and what it tells, in ISO 8601', async () => {
    put.length = 0;

    await eventBus('ours')(REQUESTED);

    const detail = {
      version: 1,
      accountId: 'acme',
      number: 3,
      at: '2026-03-01T12:00:00.250Z',
      deletionId: 'd-1',
      confirmBy: '2026-03-02T12:00:00.250Z',
    };
    const said = {
      'detail-type': 'AccountDeletionRequested',
      source: 'account-deletion',
      time: '2026-03-01T12:00:00Z',
    };
    expect(put).toEqual([[expect.objectContaining({ ...said, detail }), 'ours']]);
  });

  it('that fails has the event thrown back', async () => {
    environment.wire.faults.add({ service: 'eventbridge', operation: 'PutEvents', times: 10, kind: 'error' });

    await expect(eventBus('ours')(REQUESTED)).rejects.toThrow();
  });
});

describe('an answer of success in which the event is refused', () => {
  const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' };
  const PutEvents = () => ({ FailedEntryCount: 1, Entries: [refused] });
  awsEnvironment(() => [awsJson({ name: 'eventbridge', signingName: 'events' }, { PutEvents })]);

  it('is thrown, by its own name', async () => {
    await expect(eventBus('ours')(REQUESTED)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });
});
