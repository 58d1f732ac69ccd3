import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Sighting, Verify } from '../app/holding.ts';

/** Has the function look that is there for nothing else, and waits for what it saw. */
export function verifier(FunctionName: string): Verify {
  // Looking takes minutes: what would be tried again too soon is better tried again by who asked.
  const lambda = new LambdaClient({ maxAttempts: 1 });
  return async (question) => {
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify(question) }),
    );
    if (FunctionError) throw new Error(`the verifier failed: ${FunctionError}`);
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as Sighting;
  };
}
