import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { FinalExports } from '../app/final-export.ts';

/** The functions that take final exports, and that keep and destroy them. */
export function finalExports(
  lambda: LambdaClient,
  functions: { readonly take: string; readonly keep: string },
): FinalExports {
  // Going through all versions may take minutes: what would be tried again too soon is better tried again by who asked.
  const patient = new LambdaClient({ maxAttempts: 1 });

  async function keep(question: object): Promise<void> {
    const { FunctionError } = await patient.send(
      new InvokeCommand({ FunctionName: functions.keep, Payload: JSON.stringify(question) }),
    );
    if (FunctionError) throw new Error(`the final export could not be kept or destroyed: ${FunctionError}`);
  }

  return {
    async start(wake, attempt) {
      const { DurableExecutionArn } = await lambda.send(
        new InvokeCommand({
          FunctionName: functions.take,
          InvocationType: 'Event',
          // The name makes of a second start, whose first answer was lost, the same execution.
          DurableExecutionName: `${wake.deletionId}-${attempt}`,
          Payload: JSON.stringify(wake),
        }),
      );
      if (!DurableExecutionArn) throw new Error('Lambda does not say which execution it has started');
      return DurableExecutionArn;
    },
    keepUntil: (receiptId, until) => keep({ receiptId, keepUntil: until.toISOString() }),
    destroy: (receiptId) => keep({ receiptId, destroy: true }),
  };
}
