import {
  type DurableExecutionClient,
  type DurableExecutionHandler,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionStateCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';

/** What an execution's steps are kept through; its limits are those of the client that the durable SDK would make. */
function executionClient(): DurableExecutionClient {
  const lambda = new LambdaClient({
    requestHandler: {
      connectionTimeout: 5_000,
      socketTimeout: 50_000,
      requestTimeout: 55_000,
      throwOnRequestTimeout: true,
    },
  });
  return {
    getExecutionState: (request) => lambda.send(new GetDurableExecutionStateCommand(request)),
    checkpoint: (request) => lambda.send(new CheckpointDurableExecutionCommand(request)),
  };
}

/** The handler of a durable function. */
export const durable = <Event, Result>(handler: DurableExecutionHandler<Event, Result>) =>
  withDurableExecution(handler, { durableExecutionClient: executionClient() });
