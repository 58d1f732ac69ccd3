/** Spans in milliseconds, and the little arithmetic on dates that the rules need. */
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const plus = (date: Date, span: number): Date => new Date(date.getTime() + span);

/** The later of the two: two machines have two clocks, and a stored date never moves back. */
export const notBefore = (now: Date, stored: Date | undefined): Date => (stored && stored > now ? stored : now);

/** Whole seconds from `now` until `then`, rounded up; 0 once it has come. */
export const secondsUntil = (then: Date, now: Date): number =>
  Math.max(0, Math.ceil((then.getTime() - now.getTime()) / SECOND));
