import { InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { DAY, fixture, MINUTE, QUEUE, startCore } from '../support.ts';

const RESOURCES = {
  ...QUEUE,
  ...fixture('functions', { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } } }),
  Alias: {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: { Ref: 'Fn' }, FunctionVersion: '1', Name: 'live' },
  },
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: { Ref: 'Fn' }, Qualifier: 'live', MaximumRetryAttempts: 1 },
  },
};

const text = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString());

test('answers with what the function returns, or with its error', async () => {
  const { la } = await startCore(RESOURCES);
  const invoke = (event: object) => la.send(new InvokeCommand({ FunctionName: 'Fn', Payload: JSON.stringify(event) }));

  const good = await invoke({ do: 'echo', one: 1 });
  const bad = await invoke({ do: 'fail' });

  expect([good.FunctionError, text(good.Payload)]).toEqual([undefined, { do: 'echo', one: 1 }]);
  expect([bad.FunctionError, text(bad.Payload)]).toEqual([
    'Unhandled',
    expect.objectContaining({ errorType: 'TypeError', errorMessage: 'no such thing' }),
  ]);
});

test('takes an event at once and tries it again a minute and two later, then gives it up', async () => {
  const { la, clock, deadLetters } = await startCore(RESOURCES);
  const event = { do: 'fail', id: 1 };

  const answer = await la.send(
    new InvokeCommand({ FunctionName: 'Fn', InvocationType: 'Event', Payload: JSON.stringify(event) }),
  );
  const fired = await clock.advance(DAY);

  expect(answer.StatusCode).toBe(202);
  expect(fired.map(({ at, what, name }) => [at.slice(11, 16), what, name])).toEqual([
    ['00:01', 'async retry', 'Fn'],
    ['00:03', 'async retry', 'Fn'],
  ]);
  expect(deadLetters.all()).toEqual([{ queue: 'Queue', at: expect.stringMatching(/T00:03/), body: event }]);
});

test('tries as often as the alias that was called is configured', async () => {
  const { lambda, template, clock, deadLetters } = await startCore(RESOURCES);

  lambda.invokeAsync(template.aliases[0]!.arn, { do: 'fail' });
  const fired = await clock.advance(DAY);

  expect(fired).toHaveLength(1);
  expect(deadLetters.all()).toHaveLength(1);
});

test('refuses what is no function, and a payload that is no JSON', async () => {
  const { la, lambda } = await startCore(RESOURCES);

  await expect(la.send(new InvokeCommand({ FunctionName: 'Nobody' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(la.send(new InvokeCommand({ FunctionName: 'Fn', Payload: '{' }))).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
  });
  expect(() => lambda.invokeAsync('arn:aws:lambda:eu-west-1:000000000000:function:Fn:other', {})).toThrow(/not found/i);
});

test('fires the rules of the template by the local clock', async () => {
  const Targets = [{ Id: 'Target0', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] }, Input: '{"do":"log"}' }];
  const Properties = { ScheduleExpression: 'rate(15 minutes)', State: 'ENABLED', Targets };
  const { clock, functions } = await startCore({ ...RESOURCES, Sweep: { Type: 'AWS::Events::Rule', Properties } });

  const fired = await clock.advance(60 * MINUTE + 1000);

  expect(fired.map(({ what, name }) => `${what} ${name}`)).toEqual(Array(4).fill('rule Sweep'));
  await expect.poll(() => functions.logs.filter(({ line }) => line === 'a line').length).toBe(4);
});

test('starts an event twice now and then', async () => {
  const { clock, lambda, functions } = await startCore(RESOURCES, 1);

  for (let event = 0; event < 24; event += 1) lambda.invokeAsync('Fn', { do: 'log' });
  await clock.advance(0);

  await expect.poll(() => functions.logs.filter(({ line }) => line === 'a line').length).toBeGreaterThan(24);
});
