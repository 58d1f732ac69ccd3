import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { startEngine } from '../../../local/services/engine.ts';

const ENGINE = new URL('../../../local/services/engine.ts', import.meta.url);

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

afterEach(() => {
  vi.unstubAllEnvs();
});

test('ends when it is stopped', async () => {
  const engine = await startEngine();
  const before = await answers(engine.url);

  await engine.stop();

  expect([before, await answers(engine.url)]).toEqual([true, false]);
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'ends with the process that started it, though that one is killed',
  async () => {
    const script = `import('${ENGINE}').then(({ startEngine }) => startEngine()).then(({ url }) => console.log(url))`;
    const env = { ...process.env, DYNAMODB_ENGINE: 'dynoxide' };
    const parent = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    const before = await answers(url);

    parent.kill('SIGKILL');

    expect(before).toBe(true);
    await expect.poll(() => answers(url)).toBe(false);
  },
);

test('says what is lacking where no engine can run', async () => {
  vi.stubEnv('DYNAMODB_ENGINE', 'dynamodb-local');
  vi.stubEnv('PATH', '/nowhere');

  await expect(startEngine()).rejects.toThrow(/No DynamoDB engine can run here. dynamodb-local: .+(Node 24|Java 17)/);
});

test('refuses an engine that it does not know', async () => {
  vi.stubEnv('DYNAMODB_ENGINE', 'dynamo');

  await expect(startEngine()).rejects.toThrow('it must be one of dynoxide, dynamodb-local');
});
