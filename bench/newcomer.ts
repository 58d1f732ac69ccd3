/**
 * How long a newcomer waits: a fresh clone, `npm ci`, `npm start` until the API answers, the templates, and `npm test`.
 * `node bench/newcomer.ts`
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { table } from './markdown.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'newcomer-'));
const clone = join(folder, 'clone');
// What npm tells the scripts that it runs would reach the clone's npm too.
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS|INIT_CWD)/i.test(name)),
);
// The project's own Node.js is the clone's to bring.
env.PATH = (env.PATH ?? '')
  .split(':')
  .filter((path) => !path.includes('node_modules'))
  .join(':');

const seconds = (since: number) => (performance.now() - since) / 1_000;

/** Seconds that a command takes. @throws if it fails */
async function timed(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  console.error(`— ${command} ${args.join(' ')}`);
  const start = performance.now();
  const run = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'], ...options });
  const [code] = await once(run, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`);
  return seconds(start);
}

/** Seconds from `npm start` until somebody's session is told how their account stands. */
async function answering(): Promise<number> {
  const port = await freePort();
  console.error('— npm start');
  const start = performance.now();
  // In a group of its own, so that what npm starts ends with it.
  const run = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...env, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  try {
    while (!(await answers(`http://localhost:${port}`))) {
      if (run.exitCode !== null || seconds(start) * 1_000 > PATIENCE) throw new Error('npm start does not answer');
      await sleep(20);
    }
    return seconds(start);
  } finally {
    if (run.exitCode === null) {
      process.kill(-run.pid!, 'SIGINT');
      await once(run, 'exit');
    }
  }
}

const answers = async (url: string): Promise<boolean> => {
  try {
    const asked = await fetch(`${url}/_local/token`, { method: 'POST', body: '{"userId":"ada"}' });
    const { token } = (await asked.json()) as { token: string };
    return (await fetch(`${url}/api/account`, { headers: { authorization: `Bearer ${token}` } })).status === 200;
  } catch {
    return false;
  }
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

try {
  const figures: [what: string, seconds: number][] = [
    ['`git clone`', await timed('git', ['clone', '--quiet', ROOT, clone])],
    ['`npm ci`', await timed('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone })],
    ['`npm start` until `GET /account` answers', await answering()],
    ['the same once more', await answering()],
    ['`npm run synth`', await timed('npm', ['run', 'synth'], { cwd: clone })],
    ['`npm test`', await timed('npm', ['test'], { cwd: clone })],
  ];
  console.log(table([['', 'seconds'], ...figures.map(([what, took]) => [what, took.toFixed(1)])]));
} finally {
  await rm(folder, { recursive: true, force: true });
}
