import type { DurableContext, StepConfig } from '@aws/durable-execution-sdk-js';
import type { Execution } from '../app/ports.ts';

/** The pauses between the attempts of one step, in seconds: doubled up to an hour. */
const FIRST_PAUSE = 2;
const LONGEST_PAUSE = 60 * 60;
/** So many attempts take three days, or an hour. */
const ATTEMPTS = { patiently: 84, briefly: 12 };

const upTo = (attempts: number): StepConfig<unknown>['retryStrategy'] => {
  return (_error, attempt) => ({
    shouldRetry: attempt < attempts,
    delay: { seconds: Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1)) },
  });
};

/** An execution of a Lambda durable function. */
export function durableExecution(context: DurableContext): Execution {
  return {
    id: context.executionContext.durableExecutionArn,
    step: <T>(name: string, run: () => Promise<T>, patience: keyof typeof ATTEMPTS = 'patiently'): Promise<T> =>
      context.step(name, run, { retryStrategy: upTo(ATTEMPTS[patience]) }),
    wait: (name, seconds) => context.wait(name, { seconds }),
    async sideBySide(name, items, branch) {
      if (items.length === 0) return [];
      const batch = await context.map(name, [...items], (inner, item) => branch(item, durableExecution(inner)), {
        itemNamer: (item) => item.name,
        // A branch that fails for good is told of, and ends none of the others.
        completionConfig: { toleratedFailurePercentage: 100 },
      });
      return batch.failed().map(({ index }) => items[index]!.name);
    },
    timeLeft: () => context.lambdaContext.getRemainingTimeInMillis(),
  };
}
