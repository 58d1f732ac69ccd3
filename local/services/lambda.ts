import { createChance } from '../chance.ts';
import type { LocalClock } from '../clock.ts';
import type { DeadLetters } from '../dead-letters.ts';
import { answerDurable, durableOperation } from '../durable/api.ts';
import type { End, ExecutionStatus, HeldExecution } from '../durable/execution.ts';
import { createExecutions } from '../durable/executions.ts';
import type { Functions } from '../functions/functions.ts';
import type { LocalTemplate, Target } from '../template.ts';
import { AwsError, type AwsService, type WireRequest, type WireResponse } from '../wire.ts';

/** A durable execution, as tests look at it. */
export interface Execution {
  readonly arn: string;
  /** The function's logical id. */
  readonly function: string;
  readonly status: ExecutionStatus;
  readonly invocations: number;
  readonly operations: readonly {
    readonly name?: string | undefined;
    readonly type: string;
    readonly status: string;
  }[];
  readonly input: unknown;
  readonly end?: End | undefined;
}

export interface Lambda {
  readonly service: AwsService;
  /**
   * Takes an event as Lambda's asynchronous invocation does; throws an AwsError where there is no such function.
   * `arn`: a function's, alias's or version's.
   */
  invokeAsync(arn: string, payload: unknown): void;
  /** All durable executions, oldest first. */
  executions(): Execution[];
}

export interface LambdaOptions {
  readonly clock: LocalClock;
  readonly template: LocalTemplate;
  readonly functions: Functions;
  readonly deadLetters: DeadLetters;
  /** Seed of the events that come twice; `null`: none does. @default 1 */
  readonly seed?: number | null;
}

/** One asynchronous event in so many comes twice. */
const TWICE = 8;
const SECOND = 1000;
/** How long Lambda waits before it tries an event again, in milliseconds. */
const PAUSES = [60 * SECOND, 120 * SECOND];
const INVOKE = /^\/2015-03-31\/functions\/(.+)\/invocations$/;

/** Lambda's invocations and durable executions. */
export function createLambda(options: LambdaOptions): Lambda {
  const { clock, template, functions, deadLetters, seed = 1 } = options;
  const chance = createChance(seed);
  const executions = createExecutions(options);

  function find(arnOrName: string, qualifier?: string | null): Target {
    const target = template.target(qualifier ? `${arnOrName}:${qualifier}` : arnOrName);
    if (!target) throw new AwsError('ResourceNotFoundException', 404, `Function not found: ${arnOrName}`);
    if (target.function.durable && !target.qualifier) {
      const message = 'You cannot invoke a durable function using an unqualified ARN.';
      throw new AwsError('InvalidParameterValueException', 400, message);
    }
    return target;
  }

  /** Runs an event until it succeeds, is too old, or has been tried often enough. */
  async function attempt(target: Target, event: unknown, arrived: number, attempts: number): Promise<void> {
    const { logicalId, name, deadLetterQueue } = target.function;
    const outcome = await functions.invoke(logicalId, event, { qualifier: target.qualifier });
    if (!('error' in outcome)) return;
    const { maximumRetryAttempts, maximumEventAge } = template.asyncConfig(logicalId, target.qualifier);
    const next = clock.now() + PAUSES[Math.min(attempts, PAUSES.length - 1)]!;
    if (attempts < maximumRetryAttempts && next - arrived <= maximumEventAge * SECOND) {
      clock.at(next, 'async retry', name, () => attempt(target, event, arrived, attempts + 1));
    } else if (deadLetterQueue) {
      deadLetters.send(deadLetterQueue, event);
    }
  }

  function take(target: Target, event: unknown): void {
    for (let times = chance(TWICE) ? 2 : 1; times > 0; times -= 1) {
      if (target.function.durable) executions.start(target, JSON.stringify(event), { async: true });
      else clock.track(attempt(target, event, clock.now(), 0));
    }
  }

  async function invoke(request: WireRequest): Promise<WireResponse> {
    const [, name = ''] = INVOKE.exec(request.path) ?? [];
    const target = find(name, request.query.get('Qualifier'));
    const event = parse(request.body);
    const executionName = request.headers['x-amz-durable-execution-name'];
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      if (executionName)
        return started(executions.start(target, JSON.stringify(event), { name: executionName, async: true }));
      take(target, event);
      return { status: 202 };
    }
    if (target.function.durable) return durably(target, event, executionName);
    const outcome = await functions.invoke(target.function.logicalId, event, { qualifier: target.qualifier });
    if ('error' in outcome) return failed(outcome.error);
    return { headers: { 'x-amz-executed-version': '1' }, body: JSON.stringify(outcome.payload) };
  }

  async function durably(target: Target, event: unknown, name: string | undefined): Promise<WireResponse> {
    const { execution, ended } = executions.start(target, JSON.stringify(event), { name, async: false });
    const { status, result, error } = await ended;
    const headers = { 'x-amz-durable-execution-arn': execution.arn };
    if (status === 'SUCCEEDED') return { headers, body: result ?? 'null' };
    return failed({ errorType: error?.ErrorType ?? status, errorMessage: error?.ErrorMessage ?? status }, headers);
  }

  return {
    service: {
      name: 'lambda',
      signingName: 'lambda',
      operation: (request) => durableOperation(request) ?? (INVOKE.test(request.path) ? 'Invoke' : 'Unknown'),
      async handle(operation, request) {
        if (operation === 'Invoke') return invoke(request);
        if (operation === 'Unknown') throw new AwsError('UnknownOperationException', 404, request.path);
        return answerDurable(executions, request);
      },
    },
    invokeAsync: (arn, payload) => take(find(arn), payload),
    executions: () => executions.all().map(asSeen),
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || '{}');
  } catch {
    throw new AwsError('InvalidRequestContentException', 400, 'Could not parse request body into json.');
  }
}

const started = ({ execution }: { execution: HeldExecution }): WireResponse => ({
  status: 202,
  headers: { 'x-amz-durable-execution-arn': execution.arn },
});

const failed = (error: object, headers: Record<string, string> = {}): WireResponse => ({
  headers: { ...headers, 'x-amz-function-error': 'Unhandled' },
  body: error,
});

const asSeen = ({ arn, target, invocations, history, input, end }: HeldExecution): Execution => ({
  arn,
  function: target.function.logicalId,
  status: end?.status ?? 'RUNNING',
  invocations,
  operations: [...history.operations.values()].map(({ name, type, status }) => ({ name, type, status })),
  input: JSON.parse(input),
  end,
});
