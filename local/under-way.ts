/** Work that is under way, and a way to wait until none is. */
export interface UnderWay {
  count(): number;
  track<T>(work: Promise<T>): Promise<T>;
  /** Until there is nothing under way. */
  idle(): Promise<void>;
  /** Lets go whoever waits. */
  release(): void;
}

export function createUnderWay(): UnderWay {
  const waiting: (() => void)[] = [];
  let count = 0;

  function release(): void {
    for (const resolve of waiting.splice(0)) resolve();
  }

  function done(): void {
    count -= 1;
    if (count === 0) release();
  }

  return {
    count: () => count,
    track(work) {
      count += 1;
      work.then(done, done);
      return work;
    },
    idle: async () => {
      if (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    release,
  };
}
