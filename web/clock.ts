import { useEffect, useState } from 'preact/hooks';

/** The server's clock, as of an answer: the reader's own may be wrong. */
export interface ServerClock {
  now(): number;
}

export function clockFrom(serverNow: string): ServerClock {
  const offset = Date.parse(serverNow) - Date.now();
  return { now: () => Date.now() + offset };
}

export const READER: ServerClock = { now: () => Date.now() };

/** The clock's time, drawn again every so often; more often than that nothing on the page has to move. */
export function useNow(clock: ServerClock, every = 1000): number {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((n) => n + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  return clock.now();
}

/** Calls back once the moment has come; never for a moment that has passed already. */
export function useAlarm(at: number | null, clock: ServerClock, ring: () => void): void {
  useEffect(() => {
    const wait = at === null ? 0 : at - clock.now();
    if (wait <= 0) return;
    // A longer wait overflows a timer; whoever looks at the page by then has had it refreshed.
    const timer = setTimeout(ring, Math.min(wait + 500, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [at, clock, ring]);
}
