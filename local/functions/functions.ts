import type { LocalClock } from '../clock.ts';
import type { LocalFunction } from '../template.ts';
import { bundle } from './bundle.ts';
import { environmentOf } from './environment.ts';
import type { Outcome } from './messages.ts';
import { createPool, type Pool } from './pool.ts';
import { startProcess } from './process.ts';

export type { Outcome } from './messages.ts';

export interface LogLine {
  /** ISO 8601, by the local clock. */
  readonly at: string;
  /** The function's logical id. */
  readonly function: string;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

export interface InvokeOptions {
  readonly qualifier?: string | undefined;
  readonly requestId?: string | undefined;
}

export interface Functions {
  /** Runs the function once, in a process of its own. Never rejects; the clock waits for it. */
  invoke(logicalId: string, event: unknown, options?: InvokeOptions): Promise<Outcome>;
  /** Kills all processes of the function, as when the plug is pulled. */
  kill(logicalId: string): void;
  /** What functions wrote, oldest first; the oldest are dropped beyond 10,000. */
  readonly logs: readonly LogLine[];
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  readonly functions: readonly LocalFunction[];
  readonly clock: LocalClock;
  /** The wire's URL. */
  readonly endpoint: string;
  /** The project's root, where entries are found. */
  readonly root: string;
  /** @default eu-west-1 */
  readonly region?: string;
  /** Hears each line as it is written. */
  readonly onLine?: (line: LogLine) => void;
  /** A folder in which the bundle stays for the next run of the same code. @default none: it goes with this run */
  readonly keepBundle?: string;
}

const MOST_PROCESSES = 4;
const MOST_LINES = 10_000;

/** Bundles the functions; their processes start when they are first invoked. */
export async function createFunctions(options: FunctionsOptions): Promise<Functions> {
  const { clock, endpoint, onLine, region = 'eu-west-1' } = options;
  const logs: LogLine[] = [];
  const bundled = await bundle(
    options.root,
    options.functions.map(({ entry }) => entry),
    options.keepBundle,
  );

  function note(line: LogLine): void {
    logs.push(line);
    if (logs.length > MOST_LINES) logs.shift();
    onLine?.(line);
  }

  function poolOf(local: LocalFunction): Pool {
    const env = environmentOf(local, { region, endpoint });
    const start = (onExit: () => void) =>
      startProcess({
        command: [bundled.child, bundled.module(local.entry), String(clock.offset()), bundled.cache],
        env,
        onExit,
        onLine: (stream, line) =>
          note({ at: new Date(clock.now()).toISOString(), function: local.logicalId, stream, line }),
      });
    return createPool(MOST_PROCESSES, start, clock.offset);
  }

  const byId = new Map(options.functions.map((local) => [local.logicalId, { local, pool: poolOf(local) }]));
  function find(logicalId: string) {
    const found = byId.get(logicalId);
    if (!found) throw new Error(`There is no function ${logicalId}.`);
    return found;
  }

  return {
    logs,
    invoke(logicalId, event, { qualifier, requestId = crypto.randomUUID() } = {}) {
      const { local, pool } = find(logicalId);
      const functionArn = qualifier ? `${local.arn}:${qualifier}` : local.arn;
      return clock.track(pool.invoke({ event, requestId, functionArn, timeout: local.timeout * 1000 }));
    },
    kill: (logicalId) => find(logicalId).pool.kill(),
    async stop() {
      for (const { pool } of byId.values()) pool.kill();
      await bundled.remove();
    },
  };
}
