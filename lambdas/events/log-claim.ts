import type { PurgeWake } from '../app/ports.ts';

/** A line for each purge that begins or is taken up: a metric takes `lateness`, in seconds, from it. */
export const logClaim = (wake: PurgeWake, lateness: number): void => console.info({ ...wake, lateness });
