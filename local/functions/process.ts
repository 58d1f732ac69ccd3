import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FunctionError, Invocation, Outcome, Report } from './messages.ts';

/** One process of a function: one invocation at a time. */
export interface FunctionProcess {
  /** Runs one invocation; ends the process when it takes too long. Never rejects. */
  invoke(invocation: Invocation): Promise<Outcome>;
  kill(): void;
}

export interface ProcessOptions {
  /** The file to start with, and its arguments. */
  readonly command: readonly [file: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  readonly onExit: () => void;
}

/** Starts a process. */
export function startProcess({ command: [file, ...args], env, onLine, onExit }: ProcessOptions): FunctionProcess {
  const child = fork(file, args, { env, execArgv: ['--enable-source-maps'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  for (const stream of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[stream]! }).on('line', (line) => onLine(stream, line));
  }

  /** Why the process ends, where that is known before it has ended. */
  let cause: FunctionError | undefined;
  let finish: ((outcome: Outcome) => void) | undefined;
  const ready = Promise.withResolvers<boolean>();
  child.on('message', (report: Report) => {
    if ('ready' in report) ready.resolve(true);
    else if ('failed' in report) cause = report.failed;
    else finish?.(report.outcome);
  });
  child.on('error', () => {});
  child.on('exit', (code, signal) => {
    ready.resolve(false);
    finish?.({ error: cause ?? exited(code, signal) });
    onExit();
  });

  async function invoke(invocation: Invocation): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    finish = resolve;
    let timer: NodeJS.Timeout | undefined;
    if (await ready.promise) {
      child.send(invocation, () => {});
      timer = setTimeout(() => {
        cause = timedOut(invocation);
        child.kill('SIGKILL');
      }, invocation.timeout);
    }
    const outcome = await promise;
    clearTimeout(timer);
    finish = undefined;
    return outcome;
  }

  return { invoke, kill: () => void child.kill('SIGKILL') };
}

function exited(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode']): FunctionError {
  const how = signal === 'SIGKILL' ? 'signal: killed' : `exit status ${code}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` };
}

function timedOut({ requestId, timeout }: Invocation): FunctionError {
  const seconds = (timeout / 1000).toFixed(2);
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  };
}
