import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidArn,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { createStepFunctions } from '../../../local/services/sfn.ts';
import { clientConfigFor } from './support.ts';

const DAY = 86_400_000;
const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:campaigns';

async function setUp() {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const stepFunctions = createStepFunctions({ now: () => now });
  stepFunctions.createStateMachine('campaigns');
  const client = new SFNClient(await clientConfigFor(stepFunctions.service));
  const describe = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));
  const stop = (executionArn: string, why = {}) => client.send(new StopExecutionCommand({ executionArn, ...why }));
  const start = (input: { name?: string; input?: string; stateMachineArn?: string } = {}) =>
    client.send(new StartExecutionCommand({ stateMachineArn, ...input }));
  const pass = (time: number): void => {
    now += time;
  };
  return { client, stepFunctions, describe, stop, start, pass };
}

test('starts an execution that runs until it is stopped, for the reason given', async () => {
  const { start, describe, stop, pass } = await setUp();
  const { executionArn = '' } = await start({ name: 'one', input: '{"campaign":"1"}' });
  expect(executionArn).toBe('arn:aws:states:eu-west-1:000000000000:execution:campaigns:one');
  const running = { stateMachineArn, name: 'one', input: '{"campaign":"1"}' };
  expect(await describe(executionArn)).toMatchObject({ ...running, status: 'RUNNING' });
  pass(DAY);

  const { stopDate } = await stop(executionArn, { error: 'Deleted', cause: 'The account is deleted' });

  expect(stopDate).toEqual(new Date('2026-03-02T12:00:00Z'));
  const why = { error: 'Deleted', cause: 'The account is deleted' };
  expect(await describe(executionArn)).toMatchObject({ ...running, status: 'ABORTED', stopDate, ...why });
});

test('stops one that has ended without another word', async () => {
  const { stepFunctions, stop, pass } = await setUp();
  const arn = stepFunctions.start('campaigns', {});
  const { stopDate } = await stop(arn);
  pass(DAY);

  expect((await stop(arn)).stopDate).toEqual(stopDate);
});

test('forgets an execution 90 days after its end', async () => {
  const { stepFunctions, describe, stop, pass } = await setUp();
  const [ended, running] = [stepFunctions.start('campaigns', {}), stepFunctions.start('campaigns', {})];
  await stop(ended);

  pass(91 * DAY);

  await expect(describe(ended)).rejects.toBeInstanceOf(ExecutionDoesNotExist);
  await expect(stop(ended)).rejects.toBeInstanceOf(ExecutionDoesNotExist);
  expect(await describe(running)).toMatchObject({ status: 'RUNNING' });
});

test('starts twice as once while the first runs with the same input', async () => {
  const { start, stop } = await setUp();
  const { executionArn } = await start({ name: 'one', input: '{}' });

  expect((await start({ name: 'one', input: '{}' })).executionArn).toBe(executionArn);
  await expect(start({ name: 'one', input: '{"other":1}' })).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  await stop(executionArn!);
  await expect(start({ name: 'one', input: '{}' })).rejects.toBeInstanceOf(ExecutionAlreadyExists);
});

test('lists executions, newest first, by status and page by page', async () => {
  const { client, stepFunctions, stop } = await setUp();
  const arns = Array.from({ length: 5 }, (_, n) => stepFunctions.start('campaigns', { n }));
  await stop(arns[2]!);

  const pages = await Array.fromAsync(
    paginateListExecutions({ client, pageSize: 3 }, { stateMachineArn, statusFilter: 'RUNNING' }),
  );

  const listed = pages.map(({ executions = [] }) => executions.map(({ executionArn }) => executionArn));
  expect(listed).toEqual([[arns[4], arns[3], arns[1]], [arns[0]]]);
});

test('knows no other state machine, no other execution, and nothing that is no ARN or name', async () => {
  const { start, stop } = await setUp();

  await expect(start({ stateMachineArn: `${stateMachineArn}-2` })).rejects.toBeInstanceOf(StateMachineDoesNotExist);
  await expect(start({ name: 'acme:1' })).rejects.toBeInstanceOf(ValidationException);
  await expect(stop(stateMachineArn)).rejects.toBeInstanceOf(InvalidArn);
  const other = stateMachineArn.replace(':stateMachine:', ':execution:');
  await expect(stop(`${other}:none`)).rejects.toBeInstanceOf(ExecutionDoesNotExist);
});
