import type { ErrorObject, OperationUpdate } from '@aws-sdk/client-lambda';
import type { WireHead, WireRequest, WireResponse } from '../wire.ts';
import type { HeldExecution } from './execution.ts';
import type { Executions } from './executions.ts';

type Answer = (execution: HeldExecution, request: WireRequest) => object;
type Checkpoint = { CheckpointToken?: string; Updates?: OperationUpdate[]; ClientToken?: string };

const PATH = /^\/2025-12-01\/durable-executions\/(.+?)(?:\/(checkpoint|state|stop))?$/;
const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 1000;

const json = <T>({ body }: WireRequest) => JSON.parse(body.toString() || '{}') as T;

const OPERATIONS: Readonly<Record<string, readonly [operation: string, answer: Answer]>> = {
  'GET ': ['GetDurableExecution', (execution) => describe(execution)],
  'GET state': ['GetDurableExecutionState', state],
  'POST checkpoint': ['CheckpointDurableExecution', checkpoint],
  'POST stop': ['StopDurableExecution', stop],
};

function find({ method, path }: WireHead) {
  const [, arn = '', verb = ''] = PATH.exec(path) ?? [];
  const known = OPERATIONS[`${method} ${verb}`];
  return arn && known ? { arn, operation: known[0], answer: known[1] } : undefined;
}

/** The API's name of a request about a durable execution, if it is one. */
export const durableOperation = (request: WireHead): string | undefined => find(request)?.operation;

/** Answers a request about a durable execution. */
export function answerDurable(executions: Executions, request: WireRequest): WireResponse {
  const { arn, answer } = find(request)!;
  return { body: answer(executions.find(arn), request) };
}

function checkpoint(execution: HeldExecution, request: WireRequest): object {
  const { CheckpointToken, Updates = [], ClientToken } = json<Checkpoint>(request);
  return execution.history.checkpoint(CheckpointToken, Updates, ClientToken);
}

function state(execution: HeldExecution, { query }: WireRequest): object {
  const most = Math.min(LARGEST_PAGE, Number(query.get('MaxItems')) || DEFAULT_PAGE);
  return execution.history.page(query.get('CheckpointToken') ?? undefined, query.get('Marker') ?? undefined, most);
}

function stop(execution: HeldExecution, request: WireRequest): object {
  execution.stop(json<ErrorObject>(request));
  return { StopTimestamp: execution.end!.at / 1000 };
}

function describe({ arn, name, target, input, start, end }: HeldExecution): object {
  const { executionTimeout, retention } = target.function.durable!;
  return {
    DurableExecutionArn: arn,
    DurableExecutionName: name,
    FunctionArn: `${target.function.arn}:1`,
    InputPayload: input,
    Result: end?.result,
    Error: end?.error,
    StartTimestamp: start / 1000,
    EndTimestamp: end && end.at / 1000,
    Status: end?.status ?? 'RUNNING',
    Version: '1',
    ExecutionDataIncluded: true,
    DurableConfig: { ExecutionTimeout: executionTimeout, RetentionPeriodInDays: retention },
  };
}
