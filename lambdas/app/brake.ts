import { HOUR, plus } from '../domain/time.ts';
import type { Pause, Paused } from './pause.ts';
import type { Clock } from './ports.ts';

/** How many purges are owed after `from` and up to `until`; counting stops above `most`. */
export type PurgesDue = (from: Date, until: Date, most: number) => Promise<number>;

/** Whether purges are paused, and whether it is the brake that has just done it. */
export interface Braking {
  readonly paused: Paused | null;
  readonly tripped: boolean;
}

interface Ports {
  readonly pause: Pause;
  readonly purgesDue: PurgesDue;
  readonly clock: Clock;
  /** More in an hour are taken for a mistake. */
  readonly purgesAnHour: number;
}

/** How the brake signs; no principal of IAM is called so. */
const BRAKE = { by: 'sweep', reason: 'brake' };

/**
 * Pauses all purges if more of them come within the hour than there should be. Counts those that are not due yet: once
 * an operator has let them go, what had piled up is no reason to pause again.
 */
export const brake =
  ({ pause, purgesDue, clock, purgesAnHour }: Ports) =>
  async (): Promise<Braking> => {
    const [inForce, brakeFrom, now] = [await pause.read(), await pause.brakeFrom(), clock()];
    if (inForce || (brakeFrom && now < brakeFrom)) return { paused: inForce, tripped: false };
    const due = await purgesDue(now, plus(now, HOUR), purgesAnHour);
    if (due <= purgesAnHour) return { paused: null, tripped: false };
    return { paused: await pause.set({ ...BRAKE, at: now }), tripped: true };
  };
