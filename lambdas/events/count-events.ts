import type { PublishEvent } from '../app/ports.ts';

/** A line for each event that is on the bus: metrics count them. What is told twice after a crash counts twice. */
export const counted =
  (publish: PublishEvent): PublishEvent =>
  async (event) => {
    await publish(event);
    const { event: name, accountId } = event;
    console.info({ accountId, ...('deletionId' in event && { deletionId: event.deletionId }), event: name });
  };
