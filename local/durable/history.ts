import type { OperationUpdate } from '@aws-sdk/client-lambda';
import { AwsError } from '../wire.ts';
import { applyUpdate, comeDue, type HeldOperation, toWire, withoutFinished } from './operations.ts';

/** What an execution has done, and the token without which nothing can be added to it. */
export interface History {
  readonly operations: ReadonlyMap<string, HeldOperation>;
  /** The result that was handed in by a checkpoint, because it is too large for an answer. */
  readonly largeResult: string | undefined;
  /** Opens it for one invocation, in the form that the function is called with; what was opened before is closed. */
  open(): object;
  close(): void;
  /** What an execution that is suspended waits for. `undefined`: nothing. */
  next(): Next | undefined;
  checkpoint(token: string | undefined, updates: readonly OperationUpdate[], clientToken: string | undefined): object;
  page(token: string | undefined, marker: string | undefined, most: number): object;
}

export interface Next {
  /** Local milliseconds. */
  readonly due: number;
  readonly what: 'wait' | 'retry';
}

type Moment = (milliseconds: number) => unknown;

const FIRST_PAGE = 100;
const iso: Moment = (milliseconds) => new Date(milliseconds).toISOString();
const epoch: Moment = (milliseconds) => milliseconds / 1000;

/** Begins a history. `input`: JSON. */
export function createHistory(input: string, now: () => number): History {
  const root: HeldOperation = { id: crypto.randomUUID(), type: 'EXECUTION', status: 'STARTED', start: now(), input };
  const operations = new Map([[root.id, root]]);
  /** What has changed since the function was told last. */
  const changed = new Set<HeldOperation>();
  /** Whether something came due while the function was under way. */
  let cameDue = false;
  let token: string | undefined;
  let answered: { readonly to: string; readonly answer: object } | undefined;

  function noteDue(): void {
    for (const operation of operations.values()) {
      if (!comeDue(operation, now())) continue;
      changed.add(operation);
      cameDue = true;
    }
  }

  function tell(): HeldOperation[] {
    const told = [...changed];
    changed.clear();
    return told;
  }

  function page(from: number, most: number, moment: Moment): object {
    const all = withoutFinished(operations.values());
    const next = from + most;
    return {
      Operations: all.slice(from, next).map((operation) => toWire(operation, moment)),
      ...(next < all.length && { NextMarker: String(next) }),
    };
  }

  function checkToken(given: string | undefined): void {
    if (token === undefined || given !== token) {
      throw new AwsError('InvalidParameterValueException', 400, 'Invalid Checkpoint Token');
    }
  }

  function apply(update: OperationUpdate): void {
    const id = update.Type === 'EXECUTION' ? root.id : update.Id!;
    const operation = applyUpdate(operations.get(id), update, now());
    operations.set(id, operation);
    changed.add(operation);
  }

  return {
    operations,
    get largeResult() {
      return root.result;
    },
    open() {
      noteDue();
      cameDue = false;
      token = crypto.randomUUID();
      return {
        CheckpointToken: token,
        UpdatedOperationIds: tell().map(({ id }) => id),
        InitialExecutionState: page(0, FIRST_PAGE, iso),
      };
    },
    close() {
      token = undefined;
    },
    next() {
      const all = [...operations.values()];
      const waiting = all.filter(({ due }) => due !== undefined);
      const first = waiting.toSorted((a, b) => a.due! - b.due!)[0];
      // A function that was about to end may not have acted on what it was told last.
      const unheard = all.some(({ status }) => status === 'READY') || (cameDue && !first);
      if (unheard) return { due: now(), what: 'retry' };
      return first && { due: first.due!, what: first.type === 'WAIT' ? 'wait' : 'retry' };
    },
    checkpoint(given, updates, clientToken = crypto.randomUUID()) {
      if (answered?.to === clientToken) return answered.answer;
      checkToken(given);
      updates.forEach(apply);
      noteDue();
      token = crypto.randomUUID();
      const Operations = tell().map((operation) => toWire(operation, epoch));
      const answer = { CheckpointToken: token, NewExecutionState: { Operations } };
      answered = { to: clientToken, answer };
      return answer;
    },
    page(given, marker, most) {
      checkToken(given);
      return page(Number(marker ?? 0), most, epoch);
    },
  };
}
