import type { Act } from '../domain/owed.ts';
import { Refused } from '../domain/refused.ts';
import { pausePath } from './ledger-paths.ts';
import type { Clock, Ledger } from './ports.ts';

/** That all purges wait: who said so, for which case, and since when. */
export interface Paused extends Act {
  readonly at: Date;
}

/** The one item that pauses all purges (`Accounts.change`, `unlessPaused`), and what keeps the brake from pulling it. */
export interface Pause {
  /** The pause in force, read consistently; null without one. */
  read(): Promise<Paused | null>;
  /** Pauses; a pause that is in force stays. Resolves with the one in force. */
  set(paused: Paused): Promise<Paused>;
  /** Lifts this pause, and keeps the brake off until `brakeFrom`; false if it is not in force any more. */
  lift(paused: Paused, brakeFrom: Date): Promise<boolean>;
  /** When the brake may pause again; null: at any time. */
  brakeFrom(): Promise<Date | null>;
}

interface Ports {
  readonly pause: Pause;
  readonly ledger: Pick<Ledger, 'add'>;
  readonly clock: Clock;
}

/** Pauses all purges, and says so in the ledger; said again after a crash, both end as they would have. */
export const pausePurges =
  ({ pause, ledger, clock }: Ports) =>
  async ({ by, reason }: Act): Promise<Paused> => {
    const paused = await pause.set({ by, reason, at: clock() });
    await enterPause(ledger, paused);
    return paused;
  };

/** Says in the ledger that purges are paused; once, however often it is said. */
export const enterPause = (ledger: Ports['ledger'], paused: Paused): Promise<void> =>
  ledger.add(pausePath('paused', paused.at), JSON.stringify(paused));

/** Lets purges go on, and keeps the brake off for so many milliseconds; in the ledger first. @throws Refused where they are not paused */
export const letPurgesGo =
  ({ pause, ledger, clock }: Ports) =>
  async ({ by, reason }: Act, brakeOff: number): Promise<{ paused: Paused; brakeFrom: Date }> => {
    const paused = await pause.read();
    if (paused === null) throw new Refused('not-paused', 'Purges are not paused.');
    const at = clock();
    const brakeFrom = new Date(at.getTime() + brakeOff);
    await ledger.add(pausePath('go', at), JSON.stringify({ by, reason, at, paused, brakeFrom }));
    if (!(await pause.lift(paused, brakeFrom))) throw new Refused('not-paused', 'Somebody else has just let them go.');
    return { paused, brakeFrom };
  };
