import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { PublishEvent } from '../app/ports.ts';

/** Who our events come from, and the version of their form (docs/events.md). */
const SOURCE = 'account-deletion';
const VERSION = 1;

/** Puts events on a bus of EventBridge; an entry that is refused inside an answer of success is thrown. */
export function eventBus(EventBusName: string): PublishEvent {
  const client = new EventBridgeClient({});
  return async ({ event, ...detail }) => {
    const Detail = JSON.stringify({ version: VERSION, ...detail });
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [{ EventBusName, Source: SOURCE, DetailType: event, Time: detail.at, Detail }],
      }),
    );
    if (FailedEntryCount === 0) return;
    const [entry] = Entries ?? [];
    throw Object.assign(new Error(entry?.ErrorMessage ?? 'the bus did not take the event'), {
      name: entry?.ErrorCode ?? 'EventRefused',
    });
  };
}
