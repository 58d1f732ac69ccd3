import type { ErrorObject, OperationStatus, OperationType, OperationUpdate } from '@aws-sdk/client-lambda';
import { AwsError } from '../wire.ts';

/** One operation of a durable execution; its moments in local milliseconds. */
export interface HeldOperation {
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly name?: string | undefined;
  readonly type: OperationType;
  readonly subType?: string | undefined;
  readonly start: number;
  status: OperationStatus;
  end?: number;
  /** When a wait ends, or a step may be tried again. */
  due?: number | undefined;
  attempt?: number;
  result?: string | undefined;
  error?: ErrorObject | undefined;
  replayChildren?: boolean | undefined;
  /** The input of the execution, on the operation that stands for it. */
  input?: string;
}

const SECOND = 1000;
const KNOWN: readonly (OperationType | undefined)[] = ['STEP', 'WAIT', 'CONTEXT', 'EXECUTION'];

/** The operation that an update begins or changes, as it is at `now`. */
export function applyUpdate(held: HeldOperation | undefined, update: OperationUpdate, now: number): HeldOperation {
  if (!KNOWN.includes(update.Type)) {
    throw new AwsError('InvalidParameterValueException', 400, `The local run does not do ${update.Type} operations.`);
  }
  const operation = held ?? begin(update, now);
  if (operation.type !== update.Type || operation.end !== undefined) {
    throw new AwsError('InvalidParameterValueException', 400, `Invalid operation update for ${update.Id}.`);
  }
  ACTIONS[update.Action!]?.(operation, update, now);
  return operation;
}

function begin(update: OperationUpdate, now: number): HeldOperation {
  return {
    id: update.Id!,
    parentId: update.ParentId,
    name: update.Name,
    type: update.Type!,
    subType: update.SubType,
    start: now,
    status: 'STARTED',
  };
}

type Act = (operation: HeldOperation, update: OperationUpdate, now: number) => void;

const ACTIONS: Readonly<Record<string, Act>> = {
  START(operation, { WaitOptions, ContextOptions }, now) {
    operation.status = 'STARTED';
    operation.due = WaitOptions ? now + (WaitOptions.WaitSeconds ?? 0) * SECOND : undefined;
    operation.replayChildren = ContextOptions?.ReplayChildren;
  },
  RETRY(operation, update, now) {
    operation.status = 'PENDING';
    operation.attempt = (operation.attempt ?? 0) + 1;
    operation.due = now + (update.StepOptions?.NextAttemptDelaySeconds ?? 0) * SECOND;
    operation.result = update.Payload;
    operation.error = update.Error;
  },
  SUCCEED: (operation, update, now) => finish(operation, 'SUCCEEDED', update, now),
  FAIL: (operation, update, now) => finish(operation, 'FAILED', update, now),
  CANCEL: (operation, update, now) => finish(operation, 'CANCELLED', update, now),
};

function finish(operation: HeldOperation, status: OperationStatus, update: OperationUpdate, now: number): void {
  operation.status = status;
  operation.end = now;
  operation.due = undefined;
  operation.result = update.Payload;
  operation.error = update.Error;
  operation.replayChildren = update.ContextOptions?.ReplayChildren ?? operation.replayChildren;
  if (operation.type === 'STEP') operation.attempt = (operation.attempt ?? 0) + 1;
}

/** Lets what has come due go on: a wait is over, a step may be tried again. Says whether anything has changed. */
export function comeDue(operation: HeldOperation, now: number): boolean {
  if (operation.due === undefined || operation.due > now) return false;
  operation.due = undefined;
  if (operation.type === 'WAIT') {
    operation.status = 'SUCCEEDED';
    operation.end = now;
  } else {
    operation.status = 'READY';
  }
  return true;
}

/** The operations without those below a context that has ended, unless it asked to keep them. */
export function withoutFinished(operations: Iterable<HeldOperation>): HeldOperation[] {
  const kept = new Map<string, HeldOperation>();
  const dropped = new Set<string>();
  for (const operation of operations) {
    const parent = kept.get(operation.parentId ?? '');
    const gone = parent?.type === 'CONTEXT' && parent.end !== undefined && !parent.replayChildren;
    if (gone || dropped.has(operation.parentId ?? '')) dropped.add(operation.id);
    else kept.set(operation.id, operation);
  }
  return [...kept.values()];
}

/** An operation as it goes over the wire. `moment`: how a time is written there. */
export function toWire(operation: HeldOperation, moment: (milliseconds: number) => unknown): object {
  const { type, due, attempt, result, error, replayChildren, input } = operation;
  const when = due === undefined ? undefined : moment(due);
  const outcome = { Result: result, Error: error };
  return {
    Id: operation.id,
    ParentId: operation.parentId,
    Name: operation.name,
    Type: type,
    SubType: operation.subType,
    StartTimestamp: moment(operation.start),
    EndTimestamp: operation.end === undefined ? undefined : moment(operation.end),
    Status: operation.status,
    ...(type === 'EXECUTION' && { ExecutionDetails: { InputPayload: input } }),
    ...(type === 'CONTEXT' && { ContextDetails: { ...outcome, ReplayChildren: replayChildren } }),
    ...(type === 'STEP' && { StepDetails: { ...outcome, Attempt: attempt, NextAttemptTimestamp: when } }),
    ...(type === 'WAIT' && { WaitDetails: { ScheduledEndTimestamp: when } }),
  };
}
