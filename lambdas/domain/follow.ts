import type { Account, Purging, Scheduled } from './account.ts';
import { isAfterPurge } from './after-purge.ts';
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
  /** A purge that has begun, and should have ended by now. */
  readonly resume: Purging | null;
  /** The deletion of a dead account about which something is due. */
  readonly after: string | null;
  /** Requests whose end has come. */
  readonly expire: readonly string[];
  readonly suspension: 'suspend' | 'resume' | null;
}

/** Reads from the state, not from what was owed, what is to be done: owed items only say where to look. */
export function following(account: Account, now: Date): Following {
  const due = account.owed.filter((owed) => !isTold(owed) && owed.dueAt <= now);
  const isDue = (kind: Owed['kind']) => due.some((owed) => owed.kind === kind);
  const nothing = { schedule: null, reminders: [], drop: [], purge: null, resume: null, after: null, expire: [] };

  if (account.status === 'deleted') {
    const after = due.some(isAfterPurge) ? account.deletionId : null;
    return { ...nothing, suspension: null, settles: due.filter((owed) => !isAfterPurge(owed)), after };
  }
  const settles = due.filter(({ kind }) => kind !== 'purge');
  // Once the purge has begun it alone acts; what it owes itself stays until it has ended.
  if (account.deletion?.state === 'purging') {
    const resume = isDue('purge') && !account.deletion.quarantined ? account.deletion : null;
    return { ...nothing, suspension: null, settles, resume };
  }

  const touched = new Set(due.flatMap((owed) => (owed.kind === 'schedule' ? [owed.deletionId] : [])));
  const scheduled = account.deletion?.state === 'scheduled' ? account.deletion : null;
  const soon = scheduled !== null && now >= plus(scheduled.purgeAt, -TOO_LATE_FOR_A_SCHEDULE);
  const wanted = scheduled !== null && touched.has(scheduled.deletionId) ? scheduled : null;
  return {
    ...nothing,
    settles,
    schedule: soon ? null : wanted,
    reminders: wanted ? account.owed.filter((owed) => isReminderToCome(owed, now)) : [],
    drop: [...touched].filter((deletionId) => deletionId !== scheduled?.deletionId),
    purge: soon && (wanted || isDue('purge')) ? scheduled : null,
    expire: due.flatMap((owed) => (owed.kind === 'expiry' ? [owed.deletionId] : [])),
    suspension: isDue('suspension') ? (account.status === 'deactivated' ? 'suspend' : 'resume') : null,
  };
}

/** What publish-changes does. */
const isTold = ({ kind }: Owed) => kind === 'notice' || kind === 'event' || kind === 'entry';

const isReminderToCome = (owed: Owed, now: Date): owed is OwedNotice =>
  owed.kind === 'notice' && owed.notice === 'deletion-reminder' && owed.dueAt > plus(now, TOO_LATE_FOR_A_SCHEDULE);
