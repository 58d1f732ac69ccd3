import type { Invocation, Outcome } from './messages.ts';
import type { FunctionProcess } from './process.ts';

/** The processes of one function: started as they are needed, kept warm, at most so many. */
export interface Pool {
  invoke(invocation: Omit<Invocation, 'offset'>): Promise<Outcome>;
  kill(): void;
}

/** `start`: starts a process that tells when it is gone. `offset`: of the local clock, as it is when work begins. */
export function createPool(most: number, start: (onExit: () => void) => FunctionProcess, offset: () => number): Pool {
  const all = new Set<FunctionProcess>();
  const idle: FunctionProcess[] = [];
  const queue: ((process: FunctionProcess) => void)[] = [];

  function add(): FunctionProcess {
    const process = start(() => {
      all.delete(process);
      const at = idle.indexOf(process);
      if (at >= 0) idle.splice(at, 1);
      if (queue.length > 0 && all.size < most) queue.shift()!(add());
    });
    all.add(process);
    return process;
  }

  async function take(): Promise<FunctionProcess> {
    const warm = idle.pop();
    if (warm) return warm;
    if (all.size < most) return add();
    return new Promise((resolve) => queue.push(resolve));
  }

  function giveBack(process: FunctionProcess): void {
    if (!all.has(process)) return;
    const next = queue.shift();
    if (next) next(process);
    else idle.push(process);
  }

  return {
    async invoke(invocation) {
      const process = await take();
      const outcome = await process.invoke({ ...invocation, offset: offset() });
      giveBack(process);
      return outcome;
    },
    kill() {
      for (const process of all) process.kill();
    },
  };
}
