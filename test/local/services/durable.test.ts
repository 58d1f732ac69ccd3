import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { GetDurableExecutionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { type DurableInput, handler } from '../fixtures/durable.ts';
import { DAY, fixture, QUEUE, SECOND, startCore } from '../support.ts';

const RESOURCES = {
  ...QUEUE,
  ...fixture('durable', {
    Timeout: 30,
    DurableConfig: { ExecutionTimeout: 10 * 24 * 3600, RetentionPeriodInDays: 14 },
    DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
  }),
  Alias: {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion: '1', Name: 'live' },
  },
};

const input = (more: Partial<DurableInput> = {}): DurableInput => ({
  id: crypto.randomUUID(),
  seconds: 3600,
  branches: [20, 20, 20],
  ...more,
});

const begin = async () => {
  const core = await startCore(RESOURCES);
  const { arn } = core.template.aliases[0]!;
  return { ...core, arn };
};

test('does as the test runner of AWS does', async () => {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: false });
  const runner = new LocalDurableTestRunner({ handlerFunction: handler });
  const theirs = await runner.run({ payload: input({ seconds: 1 }) });
  await LocalDurableTestRunner.teardownTestEnvironment();
  const { lambda, clock, arn } = await begin();

  lambda.invokeAsync(arn, input({ seconds: 1 }));
  await clock.advance(10 * SECOND);

  const [ours] = lambda.executions();
  const shape = (operations: { name?: string | undefined; type: unknown; status: unknown }[]) =>
    operations
      .map(({ name, type, status }) => ({ name, type, status }))
      .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
  expect(ours?.status).toBe(theirs.getStatus());
  expect(JSON.parse(ours!.end!.result!)).toEqual(theirs.getResult());
  expect(shape(ours!.operations.filter(({ type }) => type !== 'EXECUTION'))).toEqual(
    shape(
      theirs
        .getOperations()
        .map((operation) => ({ name: operation.getName(), type: operation.getType(), status: operation.getStatus() })),
    ),
  );
  expect(ours?.invocations).toBe(theirs.getInvocations().length);
});

test('waits and tries again by the local clock, with a history of several pages', async () => {
  const { lambda, clock, la, arn } = await begin();
  lambda.invokeAsync(arn, input({ branches: [60, 60] }));

  const fired = await clock.advance(DAY);

  expect(fired.map(({ at, what, name }) => [at.slice(0, 16), what, name])).toEqual([
    ['2027-03-01T01:00', 'wait', 'Fn'],
    ['2027-03-01T02:00', 'retry', 'Fn'],
    ['2027-03-01T04:00', 'retry', 'Fn'],
  ]);
  const [execution] = lambda.executions();
  expect(execution).toMatchObject({ status: 'SUCCEEDED', invocations: 4, function: 'Fn' });
  const described = await la.send(new GetDurableExecutionCommand({ DurableExecutionArn: execution!.arn }));
  expect(described).toMatchObject({ Status: 'SUCCEEDED', DurableConfig: { RetentionPeriodInDays: 14 } });
  expect(JSON.parse(described.Result!)).toEqual({ begun: 2, count: 3, sums: [1830, 1830] });
  expect(described.EndTimestamp!.getTime() - described.StartTimestamp!.getTime()).toBeGreaterThan(4 * 3600 * SECOND);
});

test('forgets an execution when its time is over', async () => {
  const { lambda, clock, la, arn } = await begin();
  lambda.invokeAsync(arn, input());
  await clock.advance(DAY);
  const [execution] = lambda.executions();

  await clock.advance(15 * DAY);

  const asked = la.send(new GetDurableExecutionCommand({ DurableExecutionArn: execution!.arn }));
  await expect(asked).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('goes on where a killed process stopped', async () => {
  const { lambda, clock, functions, arn } = await begin();
  lambda.invokeAsync(arn, input({ ending: 'linger' }));
  const killing = setInterval(() => {
    const lingers = lambda.executions()[0]?.operations.some(({ name }) => name === 'linger');
    if (!lingers) return;
    clearInterval(killing);
    functions.kill('Fn');
  }, 20);

  await clock.advance(DAY);

  const [execution] = lambda.executions();
  expect(execution).toMatchObject({ status: 'SUCCEEDED', invocations: 5 });
  expect(execution?.operations.find(({ name }) => name === 'linger')).toMatchObject({ status: 'SUCCEEDED' });
});

test('puts the input of what failed for good, or took too long, into the dead-letter queue', async () => {
  const { lambda, clock, deadLetters, arn } = await begin();
  const failing = input({ ending: 'fail' });
  const endless = input({ seconds: 20 * 24 * 3600 });
  lambda.invokeAsync(arn, failing);
  lambda.invokeAsync(arn, endless);

  await clock.advance(30 * DAY);

  expect(lambda.executions().map(({ status }) => status)).toEqual(['FAILED', 'TIMED_OUT']);
  expect(lambda.executions()[0]?.end?.error).toMatchObject({ ErrorType: 'RangeError', ErrorMessage: 'given up' });
  expect(deadLetters.all().map(({ queue, body }) => [queue, body])).toEqual([
    ['Queue', failing],
    ['Queue', endless],
  ]);
});

test('is started once under one name, and not under its bare name', async () => {
  const { lambda, clock, la, arn } = await begin();
  const Payload = JSON.stringify(input());
  const start = { FunctionName: arn, InvocationType: 'Event', DurableExecutionName: 'one' } as const;

  const first = await la.send(new InvokeCommand({ ...start, Payload }));
  const second = await la.send(new InvokeCommand({ ...start, Payload }));

  expect(first.StatusCode).toBe(202);
  expect(second.DurableExecutionArn).toBe(first.DurableExecutionArn);
  expect(lambda.executions()).toHaveLength(1);
  await expect(la.send(new InvokeCommand({ ...start, Payload: '{}' }))).rejects.toMatchObject({
    name: 'DurableExecutionAlreadyStartedException',
  });
  await expect(la.send(new InvokeCommand({ FunctionName: 'Fn', Payload }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'You cannot invoke a durable function using an unqualified ARN.',
  });
  await clock.advance(DAY);
});

test('answers whoever waits for it with its result', async () => {
  const { la, arn } = await begin();

  const answer = await la.send(
    new InvokeCommand({ FunctionName: arn, Payload: JSON.stringify(input({ seconds: 1 })) }),
  );

  expect(JSON.parse(answer.Payload!.transformToString())).toEqual({ begun: 3, count: 3, sums: [210, 210, 210] });
  expect(answer.DurableExecutionArn).toContain(':function:Fn:1/durable-execution/');
});

test('starts an execution twice now and then', async () => {
  const core = await startCore(RESOURCES, 1);
  const { arn } = core.template.aliases[0]!;

  for (let event = 0; event < 16; event += 1) core.lambda.invokeAsync(arn, input({ branches: [] }));

  expect(core.lambda.executions().length).toBeGreaterThan(16);
  expect(core.lambda.executions().length).toBeLessThan(24);
});
