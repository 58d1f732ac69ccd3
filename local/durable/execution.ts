import type { ErrorObject } from '@aws-sdk/client-lambda';
import type { LocalClock } from '../clock.ts';
import type { Functions, Outcome } from '../functions/functions.ts';
import type { Target } from '../template.ts';
import { createHistory, type History, type Next } from './history.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED';

/** How an execution has ended. */
export interface End {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  /** Local milliseconds. */
  readonly at: number;
  /** JSON. */
  readonly result?: string | undefined;
  readonly error?: ErrorObject | undefined;
}

/** One durable execution. */
export interface HeldExecution {
  readonly arn: string;
  readonly name: string;
  readonly target: Target;
  /** JSON. */
  readonly input: string;
  readonly start: number;
  readonly history: History;
  readonly invocations: number;
  readonly end: End | undefined;
  stop(error: ErrorObject | undefined): void;
}

export interface ExecutionOptions {
  readonly arn: string;
  readonly name: string;
  readonly target: Target;
  readonly input: string;
  readonly clock: LocalClock;
  readonly functions: Functions;
  readonly onEnd: (end: End) => void;
}

/** What a function of the durable SDK answers with. */
type Answer = { readonly Status?: string; readonly Result?: string; readonly Error?: ErrorObject };

const SECOND = 1000;
const LONGEST_PAUSE = 300 * SECOND;

/** Begins an execution: calls the function, and again whenever something that it waits for has come. */
export function startExecution(options: ExecutionOptions): HeldExecution {
  const { arn, target, clock, functions, onEnd } = options;
  const { logicalId, name, durable } = target.function;
  const start = clock.now();
  const history = createHistory(options.input, clock.now);
  let invocations = 0;
  let failures = 0;
  let end: End | undefined;
  let alarm: { cancel(): void } | undefined;

  const timeout = clock.at(start + durable!.executionTimeout * SECOND, 'execution timeout', name, () =>
    finish('TIMED_OUT', { error: { ErrorMessage: 'The execution timed out.' } }),
  );

  function finish(status: End['status'], outcome: Pick<End, 'result' | 'error'>): void {
    if (end) return;
    end = { status, at: clock.now(), ...outcome };
    history.close();
    timeout.cancel();
    alarm?.cancel();
    onEnd(end);
  }

  async function turn(): Promise<void> {
    if (end) return;
    invocations += 1;
    const event = { DurableExecutionArn: arn, ...history.open() };
    const outcome = await functions.invoke(logicalId, event, { qualifier: target.qualifier });
    if (!end) afterTurn(outcome);
  }

  function afterTurn(outcome: Outcome): void {
    if ('error' in outcome) {
      // Lambda calls a function that crashed or ran too long again, for as long as the execution may last.
      const pause = Math.min(LONGEST_PAUSE, SECOND * 2 ** Math.min(failures, 20));
      failures += 1;
      wakeAt({ due: clock.now() + pause, what: 'retry' });
      return;
    }
    failures = 0;
    const answer = (outcome.payload ?? {}) as Answer;
    const next = history.next();
    if (answer.Status === 'SUCCEEDED') finish('SUCCEEDED', { result: answer.Result || history.largeResult });
    else if (answer.Status === 'FAILED') finish('FAILED', { error: answer.Error });
    else if (answer.Status === 'PENDING' && next) wakeAt(next);
    else finish('FAILED', { error: { ErrorMessage: 'The function suspended with nothing to wait for.' } });
  }

  function wakeAt({ due, what }: Next): void {
    alarm = clock.at(due, what, name, turn);
  }

  clock.track(Promise.resolve().then(turn));

  return {
    ...options,
    start,
    history,
    get invocations() {
      return invocations;
    },
    get end() {
      return end;
    },
    stop: (error) => finish('STOPPED', { error }),
  };
}
