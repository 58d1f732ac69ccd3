import type { DurableContext, StepConfig } from '@aws/durable-execution-sdk-js';
import type { Execution } from '../app/ports.ts';

/** Attempts of one step, and the pauses between them in seconds: doubled up to an hour, three days in all. */
const ATTEMPTS = 84;
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 60 * 60;

const patiently: StepConfig<unknown>['retryStrategy'] = (_error, attempt) => ({
  shouldRetry: attempt < ATTEMPTS,
  delay: { seconds: Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)) },
});

/** An execution of a Lambda durable function. */
export function durableExecution(context: DurableContext): Execution {
  return {
    id: context.executionContext.durableExecutionArn,
    step: <T>(name: string, run: () => Promise<T>): Promise<T> => context.step(name, run, { retryStrategy: patiently }),
    wait: (name, seconds) => context.wait(name, { seconds }),
    async sideBySide(name, items, branch) {
      const batch = await context.map(name, [...items], (inner, item) => branch(item, durableExecution(inner)), {
        itemNamer: (item) => item.name,
      });
      batch.throwIfError();
      return batch.getResults();
    },
    timeLeft: () => context.lambdaContext.getRemainingTimeInMillis(),
  };
}
