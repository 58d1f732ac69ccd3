import { randomBytes, randomUUID } from 'node:crypto';

/** The system's clock and randomness; nothing else reads either. */
export const systemClock = (): Date => new Date();

/** An id that is never reused; fits the name of a schedule. */
export const newId = (): string => randomUUID();

/** A one-time token of 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Resolves after up to so many milliseconds, a different time for each caller. */
export const pause = (upTo: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * upTo));
