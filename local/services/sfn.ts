import { randomUUID } from 'node:crypto';
import { PLACE } from '../template.ts';
import { AwsError, type AwsService } from '../wire.ts';
import { awsJson, type Operations } from './aws-json.ts';
import { readInput } from './input.ts';
import { List, One, Start, Stop } from './sfn-input.ts';

/** An execution as it is kept; local seconds. */
interface Kept {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startDate: number;
  readonly stopped?: { readonly stopDate: number; readonly error?: string; readonly cause?: string };
}

export interface StepFunctions {
  readonly service: AwsService;
  /** Makes a state machine of that name; one that is there stays as it is. */
  createStateMachine(name: string): void;
  /** Starts an execution; gives its ARN. */
  start(stateMachine: string, input: object): string;
}

/** How long an execution that has ended is remembered, in seconds. */
const HISTORY = 90 * 86_400;

const arnOf = (kind: 'stateMachine' | 'execution', name: string) =>
  `arn:aws:states:${PLACE.region}:${PLACE.account}:${kind}:${name}`;

/** Step Functions as far as executions go: nothing is carried out in them, and each runs until somebody stops it. */
export function createStepFunctions(clock: { now(): number }): StepFunctions {
  const stateMachines = new Set<string>();
  const executions = new Map<string, Kept>();
  const seconds = () => clock.now() / 1000;

  const isForgotten = ({ stopped }: Kept) => stopped !== undefined && stopped.stopDate + HISTORY < seconds();

  const checkStateMachine = (arn: string): void => {
    if (!stateMachines.has(arn))
      throw new AwsError('StateMachineDoesNotExist', 400, `State Machine Does Not Exist: '${arn}'`);
  };

  const find = (arn: string): Kept => {
    if (!/^arn:aws[a-z-]*:states:[\w-]+:\d{12}:execution:[^:]+:[^:]+$/.test(arn))
      throw new AwsError('InvalidArn', 400, `Invalid Arn: '${arn}'`);
    const found = executions.get(arn);
    if (!found || isForgotten(found))
      throw new AwsError('ExecutionDoesNotExist', 400, `Execution Does Not Exist: '${arn}'`);
    return found;
  };

  const begin = (stateMachineArn: string, input: string, name: string = randomUUID()): Kept => {
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const there = executions.get(executionArn);
    if (there && !isForgotten(there)) {
      if (!there.stopped && there.input === input) return there;
      throw new AwsError('ExecutionAlreadyExists', 400, `Execution Already Exists: '${executionArn}'`);
    }
    const started = { executionArn, stateMachineArn, name, input, startDate: seconds() };
    executions.set(executionArn, started);
    return started;
  };

  const operations: Operations = {
    StartExecution(request) {
      const { stateMachineArn, name, input } = readInput(Start, request);
      checkStateMachine(stateMachineArn);
      const { executionArn, startDate } = begin(stateMachineArn, input, name);
      return { executionArn, startDate };
    },
    DescribeExecution: (request) => described(find(readInput(One, request).executionArn)),
    StopExecution(request) {
      const { executionArn, ...why } = readInput(Stop, request);
      const found = find(executionArn);
      const stopped = found.stopped ?? { stopDate: seconds(), ...why };
      executions.set(executionArn, { ...found, stopped });
      return { stopDate: stopped.stopDate };
    },
    ListExecutions(request) {
      const { stateMachineArn, statusFilter, maxResults, nextToken } = readInput(List, request);
      checkStateMachine(stateMachineArn);
      const all = [...executions.values()]
        .filter((each) => each.stateMachineArn === stateMachineArn && !isForgotten(each))
        .filter((each) => !statusFilter || statusOf(each) === statusFilter)
        .reverse();
      const from = nextToken === undefined ? 0 : all.findIndex(({ name }) => name === nextToken);
      if (from < 0) throw new AwsError('InvalidToken', 400, "Invalid Token: 'Invalid token'");
      const next = all[from + maxResults];
      return { executions: all.slice(from, from + maxResults).map(summary), ...(next && { nextToken: next.name }) };
    },
  };

  return {
    service: awsJson({ name: 'sfn', signingName: 'states' }, operations),
    createStateMachine: (name) => void stateMachines.add(arnOf('stateMachine', name)),
    start: (stateMachine, input) => begin(arnOf('stateMachine', stateMachine), JSON.stringify(input)).executionArn,
  };
}

const statusOf = ({ stopped }: Kept) => (stopped ? 'ABORTED' : 'RUNNING');

const summary = (kept: Kept) => {
  const { executionArn, stateMachineArn, name, startDate, stopped } = kept;
  const ended = stopped && { stopDate: stopped.stopDate };
  return { executionArn, stateMachineArn, name, startDate, status: statusOf(kept), ...ended };
};

const described = (kept: Kept) => ({ ...summary(kept), ...kept.stopped, input: kept.input });
