import type { LocalClock } from '../clock.ts';
import type { DeadLetters } from '../dead-letters.ts';
import type { Functions } from '../functions/functions.ts';
import type { Target } from '../template.ts';
import { AwsError } from '../wire.ts';
import { type End, type HeldExecution, startExecution } from './execution.ts';

export interface StartOptions {
  /** `X-Amz-Durable-Execution-Name`: the same name is the same execution. */
  readonly name?: string | undefined;
  /** Whether the execution's failure goes to the function's dead-letter queue: nobody waits for its end. */
  readonly async: boolean;
}

/** All durable executions of the local run. */
export interface Executions {
  /** `input`: JSON. */
  start(target: Target, input: string, options: StartOptions): { execution: HeldExecution; ended: Promise<End> };
  /** Throws when there is none, or it is no longer kept. */
  find(arn: string): HeldExecution;
  /** Oldest first. */
  all(): readonly HeldExecution[];
}

const DAY = 24 * 60 * 60 * 1000;

export function createExecutions(options: {
  clock: LocalClock;
  functions: Functions;
  deadLetters: DeadLetters;
}): Executions {
  const { clock, functions, deadLetters } = options;
  const byArn = new Map<string, { execution: HeldExecution; ended: Promise<End> }>();

  const isKept = ({ end, target }: HeldExecution) =>
    !end || clock.now() < end.at + target.function.durable!.retention * DAY;

  function named(target: Target, name: string | undefined) {
    const same = ({ execution }: { execution: HeldExecution }) =>
      execution.name === name && execution.target.function === target.function && isKept(execution);
    return name === undefined ? undefined : [...byArn.values()].find(same);
  }

  return {
    start(target, input, { name = crypto.randomUUID(), async, ...given }) {
      const known = named(target, name);
      if (known?.execution.input === input) return known;
      if (known) throw new AwsError('DurableExecutionAlreadyStartedException', 409, `${name} has another payload.`);
      const { promise: ended, resolve } = Promise.withResolvers<End>();
      const arn = `${target.function.arn}:1/durable-execution/${name}/${crypto.randomUUID()}`;
      const onEnd = (end: End) => {
        const { deadLetterQueue } = target.function;
        if (async && end.status !== 'SUCCEEDED' && deadLetterQueue)
          deadLetters.send(deadLetterQueue, JSON.parse(input));
        resolve(end);
      };
      const execution = startExecution({ arn, name, target, input, clock, functions, onEnd, ...given });
      byArn.set(arn, { execution, ended });
      return { execution, ended };
    },
    find(arn) {
      const found = byArn.get(arn)?.execution;
      if (!found || !isKept(found)) throw new AwsError('ResourceNotFoundException', 404, `No such execution: ${arn}`);
      return found;
    },
    all: () => [...byArn.values()].map(({ execution }) => execution),
  };
}
