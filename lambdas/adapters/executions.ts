import { GetDurableExecutionCommand, LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { HasEnded } from '../app/ports.ts';

/** Asks Lambda how its durable executions are. */
export function executions(): HasEnded {
  const lambda = new LambdaClient({});
  return async (DurableExecutionArn) => {
    try {
      const { Status } = await lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
      return Status !== 'RUNNING';
    } catch (error) {
      // Its history is kept for a while after its end, and no longer.
      if (error instanceof ResourceNotFoundException) return true;
      throw error;
    }
  };
}
