import { Fault } from './fault.ts';
import { DAY, HOUR, MINUTE, notBefore, plus, secondsUntil } from './time.ts';

/** How often something may be done: so many times in any such span, and so far apart. */
interface Limit {
  readonly most: number;
  /** Milliseconds. */
  readonly within: number;
  /** Milliseconds. */
  readonly apart: number;
}

export const ASKING: Limit = { most: 5, within: HOUR, apart: MINUTE };
export const SWITCHING: Limit = { most: 5, within: HOUR, apart: 0 };
export const EXPORTING: Limit = { most: 3, within: DAY, apart: 0 };

/**
 * The times to keep once it is done at `asOf` as well.
 * @throws Fault `too-many-requests`, with the seconds to wait
 */
export function countedAgainst(limit: Limit, times: readonly Date[], asOf: Date): readonly Date[] {
  // The last time may have been read off a clock that is a little ahead of this one.
  const now = notBefore(asOf, times.at(-1));
  const recent = times.filter((time) => plus(time, limit.within) > now);
  const apart = recent.map((time) => plus(time, limit.apart));
  const full = recent.length < limit.most ? [] : [plus(recent.at(-limit.most)!, limit.within)];

  const retryAfter = Math.max(0, ...[...apart, ...full].map((free) => secondsUntil(free, now)));
  if (retryAfter > 0) throw new Fault('too-many-requests', { retryAfter });
  return [...recent, now];
}
