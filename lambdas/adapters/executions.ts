import { GetDurableExecutionCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { HasEnded } from '../app/ports.ts';
import { lambdaClient } from './lambda-calls.ts';

/** Asks Lambda how its durable executions are. */
export function executions(lambda: LambdaClient = lambdaClient()): HasEnded {
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
