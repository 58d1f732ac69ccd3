/** Something that a queue of the template holds because nobody could take it. */
export interface DeadLetter {
  /** The queue's logical id. */
  readonly queue: string;
  /** When it arrived, by the local clock, ISO 8601. */
  readonly at: string;
  readonly body: unknown;
}

/** The dead-letter queues of the local run, in memory. */
export interface DeadLetters {
  /** `queue`: the queue's ARN or logical id. */
  send(queue: string, body: unknown): void;
  /** Oldest first. */
  all(): DeadLetter[];
}

/** Empty queues. */
export function createDeadLetters(
  clock: { now(): number },
  queues: readonly { readonly logicalId: string; readonly arn: string }[] = [],
): DeadLetters {
  const letters: DeadLetter[] = [];
  const logicalIds = new Map(queues.map(({ arn, logicalId }) => [arn, logicalId]));
  return {
    send(queue, body) {
      letters.push({ queue: logicalIds.get(queue) ?? queue, at: new Date(clock.now()).toISOString(), body });
    },
    all: () => [...letters],
  };
}
