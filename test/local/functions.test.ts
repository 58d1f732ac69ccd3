import { expect, test } from 'vitest';
import { fixture, MINUTE, START, startCore } from './support.ts';

const RESOURCES = fixture('functions', {
  Timeout: 2,
  MemorySize: 256,
  Environment: { Variables: { TABLE_NAME: 'Table' } },
});

const begin = () => startCore(RESOURCES);

test('hands the event in and the result out', async () => {
  const { functions } = await begin();

  expect(await functions.invoke('Fn', { do: 'echo', text: 'grüß dich', list: [1, null] })).toEqual({
    payload: { do: 'echo', text: 'grüß dich', list: [1, null] },
  });
});

test('gives the function what Lambda gives it, and nothing of this machine', async () => {
  const { functions } = await begin();

  const { payload } = (await functions.invoke('Fn', { do: 'tell' }, { qualifier: 'live', requestId: 'one' })) as {
    payload: { remaining: number; environment: string[] };
  };

  expect(payload).toMatchObject({
    awsRequestId: 'one',
    functionName: 'Fn',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:Fn:live',
  });
  expect(payload.remaining).toBeGreaterThan(1500);
  expect(payload.remaining).toBeLessThanOrEqual(2000);
  expect(payload.environment).toContain('TABLE_NAME');
  expect(payload.environment).toContain('AWS_ENDPOINT_URL');
  expect(payload.environment.filter((name) => !/^(AWS_|TABLE_NAME$|_HANDLER$|LANG$|TZ$)/.test(name))).toEqual([]);
});

test('shifts Date in all its forms to the local clock', async () => {
  const { functions, clock } = await begin();
  await functions.invoke('Fn', { do: 'time' });
  await clock.advance(90 * MINUTE);

  const { payload } = (await functions.invoke('Fn', { do: 'time' })) as {
    payload: { now: number; made: string; text: string };
  };

  for (const moment of [payload.now, Date.parse(payload.made), Date.parse(payload.text)]) {
    expect(moment - START - 90 * MINUTE).toBeGreaterThan(-1000);
    expect(moment - clock.now()).toBeLessThanOrEqual(0);
  }
  expect(payload).toMatchObject({ parsed: '2020-01-01T00:00:00.000Z', same: true });
});

test('keeps a process warm, and runs one invocation at a time in it', async () => {
  const { functions } = await begin();

  const alone = [await functions.invoke('Fn', { do: 'tell' }), await functions.invoke('Fn', { do: 'tell' })];
  const together = await Promise.all(
    Array.from({ length: 6 }, () => functions.invoke('Fn', { do: 'sleep', milliseconds: 300 })),
  );

  expect(alone).toMatchObject([{ payload: { calls: 1 } }, { payload: { calls: 2 } }]);
  expect(new Set(together.map((outcome) => JSON.stringify(outcome))).size).toBe(4);
});

test('tells an error as Lambda does', async () => {
  const { functions } = await begin();

  expect(await functions.invoke('Fn', { do: 'fail' })).toEqual({
    error: {
      errorType: 'TypeError',
      errorMessage: 'no such thing',
      trace: expect.arrayContaining([expect.stringContaining('fixtures/functions.ts')]),
    },
  });
});

test('ends what takes too long, and what exits, and goes on with a new process', async () => {
  const { functions } = await begin();

  const [late, gone] = await Promise.all([
    functions.invoke('Fn', { do: 'sleep', milliseconds: 5000 }, { requestId: 'late' }),
    functions.invoke('Fn', { do: 'exit' }),
  ]);

  expect(late).toEqual({
    error: {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: late Error: Task timed out after 2.00 seconds',
    },
  });
  expect(gone).toEqual({
    error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
  });
  expect(await functions.invoke('Fn', { do: 'echo' })).toEqual({ payload: { do: 'echo' } });
});

test('pulls the plug on all processes of a function', async () => {
  const { functions } = await begin();
  await functions.invoke('Fn', {});
  const under = functions.invoke('Fn', { do: 'sleep', milliseconds: 1500 });

  setTimeout(() => functions.kill('Fn'), 100);

  expect(await under).toMatchObject({ error: { errorMessage: 'Runtime exited with error: signal: killed' } });
  expect(await functions.invoke('Fn', { again: true })).toEqual({ payload: { again: true } });
});

test('keeps what functions write, line by line', async () => {
  const { functions } = await begin();

  await functions.invoke('Fn', { do: 'log' });
  await expect.poll(() => functions.logs.length).toBe(3);

  const lines = functions.logs.map(({ stream, line }) => `${stream}: ${line}`);
  expect(lines.sort()).toEqual(['stderr: an error', 'stdout: a line', 'stdout: and another']);
  expect(functions.logs[0]).toMatchObject({ function: 'Fn', at: expect.stringMatching(/^2027-03-01T00:00/) });
});
