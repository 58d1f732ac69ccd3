import type { Owed } from './owed.ts';
import { MINUTE } from './time.ts';

/**
 * How long after it is due something may still be owed before doing it counts as doing it again: what the table's stream
 * tells of is done at once, the rest by the first sweep after its date.
 */
const DONE_WITHIN = { stream: MINUTE, sweep: 20 * MINUTE } as const;

/** Who does it first. Of purges and exports, which stay owed while they run, follow-account says what it began again. */
const DONE_BY: Readonly<Record<Owed['kind'], keyof typeof DONE_WITHIN | 'itself'>> = {
  schedule: 'stream',
  suspension: 'stream',
  event: 'stream',
  entry: 'stream',
  // One to members may wait for its day, and is the sweep's then.
  notice: 'sweep',
  expiry: 'sweep',
  'hold-end': 'sweep',
  check: 'sweep',
  'retention-end': 'sweep',
  'backups-end': 'sweep',
  'export-end': 'sweep',
  'final-export-end': 'sweep',
  purge: 'itself',
  export: 'itself',
};

/** Whether something that is due has been tried before, or was lost, and is done again. */
export function isAgain({ kind, dueAt }: Pick<Owed, 'kind' | 'dueAt'>, now: Date): boolean {
  const by = DONE_BY[kind];
  return by !== 'itself' && now.getTime() - dueAt.getTime() > DONE_WITHIN[by];
}
