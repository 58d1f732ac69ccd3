import type { Account, Scheduled } from './account.ts';
import type { Owed, OwedNotice } from './owed.ts';
import { MINUTE, plus } from './time.ts';

/** From so long before `purgeAt` a schedule is not worth making: the purge is woken directly. */
const TOO_LATE_FOR_A_SCHEDULE = MINUTE;

/** What the world outside the table has to be brought to, for an account as it stands. */
export interface Following {
  /** Owed items that this settles. */
  readonly settles: readonly Owed[];
  readonly schedule: Scheduled | null;
  /** Reminders to come, all due at one time; their schedule is made along with the purge's. */
  readonly reminders: readonly OwedNotice[];
  readonly drop: readonly string[];
  readonly purge: Scheduled | null;
  readonly suspension: 'suspend' | 'resume' | null;
}

/** Reads from the state, not from what was owed, what is to be done: owed items only say where to look. */
export function following(account: Account, now: Date): Following {
  const due = account.owed.filter((owed) => owed.kind !== 'notice' && owed.dueAt <= now);
  const touched = new Set(due.flatMap((owed) => (owed.kind === 'schedule' ? [owed.deletionId] : [])));
  const isDue = (kind: Owed['kind']) => due.some((owed) => owed.kind === kind);

  const nothing = { settles: due, schedule: null, reminders: [], drop: [], purge: null, suspension: null };
  if (account.status === 'deleted') return nothing;
  // Once the purge has begun it alone acts; what it owes itself stays until it has ended.
  if (account.deletion?.state === 'purging') return { ...nothing, settles: due.filter(({ kind }) => kind !== 'purge') };

  const scheduled = account.deletion?.state === 'scheduled' ? account.deletion : null;
  const soon = scheduled !== null && now >= plus(scheduled.purgeAt, -TOO_LATE_FOR_A_SCHEDULE);
  const wanted = scheduled !== null && touched.has(scheduled.deletionId) ? scheduled : null;
  return {
    settles: due.filter(({ kind }) => kind !== 'purge'),
    schedule: soon ? null : wanted,
    reminders: wanted ? account.owed.filter((owed) => isReminderToCome(owed, now)) : [],
    drop: [...touched].filter((deletionId) => deletionId !== scheduled?.deletionId),
    purge: soon && (wanted || isDue('purge')) ? scheduled : null,
    suspension: isDue('suspension') ? (account.status === 'deactivated' ? 'suspend' : 'resume') : null,
  };
}

const isReminderToCome = (owed: Owed, now: Date): owed is OwedNotice =>
  owed.kind === 'notice' && owed.notice === 'deletion-reminder' && owed.dueAt > plus(now, TOO_LATE_FOR_A_SCHEDULE);
