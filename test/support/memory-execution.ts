import type { Execution } from '../../lambdas/app/ports.ts';

/** An execution in memory: steps run once, waits are told to `onWait`, and a failing step is tried `tries` times. */
export function memoryExecution({ id = 'arn:1', tries = 1, onWait = (_seconds: number) => {} } = {}) {
  const log: string[] = [];
  const execution: Execution = {
    id,
    async step(name, run) {
      for (let attempt = 1; ; attempt++) {
        try {
          const result = await run();
          log.push(name);
          return result === undefined ? result : JSON.parse(JSON.stringify(result));
        } catch (error) {
          if (attempt === tries) throw error;
        }
      }
    },
    async wait(name, seconds) {
      log.push(`${name}: ${seconds} s`);
      onWait(seconds);
    },
    async sideBySide(_name, items, branch) {
      const ends = await Promise.allSettled(items.map((item) => branch(item, execution)));
      return ends.flatMap(({ status }, index) => (status === 'rejected' ? [items[index]!.name] : []));
    },
    timeLeft: () => 15 * 60_000,
  };
  return { execution, log };
}
