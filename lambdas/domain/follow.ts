import type { Account, LivingAccount, Purging, Scheduled } from './account.ts';
import { isAfterPurge } from './after-purge.ts';
import { exportIsOver, exportToPrepare, isOfExport } from './export.ts';
import type { Owed, OwedNotice } from './owed.ts';
import { mustWait } from './put-off.ts';
import { MINUTE, plus } from './time.ts';

/** From so long before `purgeAt` a schedule is not worth making: the purge is woken directly. */
const TOO_LATE_FOR_A_SCHEDULE = MINUTE;
/** From so long before `purgeAt` it is made sure that the schedule is there: the sweep comes by at least once. */
export const LOOKED_FOR = 20 * MINUTE;

/** What the world outside the table has to be brought to, for an account as it stands. */
export interface Following {
  /** Owed items that this settles. */
  readonly settles: readonly Owed[];
  readonly schedule: Scheduled | null;
  /** A schedule that must be there by now, and is made if it is not. */
  readonly ensure: Scheduled | null;
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
  /** The date of a hold has come. */
  readonly endHold: boolean;
  /** A purge is due that must wait for an operator. */
  readonly putOff: boolean;
  readonly suspension: 'suspend' | 'resume' | null;
  /** Exports to be prepared, with the execution that was last at it; and those whose end has come. */
  readonly exports: readonly { readonly exportId: string; readonly execution?: string | undefined }[];
}

/** Reads from the state, not from what was owed, what is to be done: owed items only say where to look. */
export function following(account: Account, now: Date): Following {
  const due = account.owed.filter((owed) => !isTold(owed) && owed.dueAt <= now);
  const isDue = (kind: Owed['kind']) => due.some((owed) => owed.kind === kind);
  const nothing = {
    schedule: null,
    ensure: null,
    reminders: [],
    drop: [],
    purge: null,
    resume: null,
    after: null,
    expire: [],
    endHold: isDue('hold-end'),
    putOff: false,
    suspension: null,
    exports: [],
  };

  if (account.status === 'deleted') {
    const after = due.some(isAfterPurge) ? account.deletionId : null;
    return { ...nothing, settles: due.filter((owed) => !isAfterPurge(owed)), after };
  }
  const exports = exportsToFollow(account, due, now);
  const isKept = (owed: Owed) => owed.kind === 'purge' || exports.some(({ exportId }) => isOfExport(owed, exportId));
  const settles = due.filter((owed) => !isKept(owed));
  const waits = mustWait(account, now);
  const putOff = waits && isDue('purge');
  // Once the purge has begun it alone acts; what it owes itself stays until it has ended.
  if (account.deletion?.state === 'purging') {
    const resume = isDue('purge') && !waits ? account.deletion : null;
    return { ...nothing, settles, resume, putOff };
  }

  const touched = new Set(due.flatMap((owed) => (owed.kind === 'schedule' ? [owed.deletionId] : [])));
  const scheduled = account.deletion?.state === 'scheduled' ? account.deletion : null;
  const soon = scheduled !== null && now >= plus(scheduled.purgeAt, -TOO_LATE_FOR_A_SCHEDULE);
  const near = scheduled !== null && now >= plus(scheduled.purgeAt, -LOOKED_FOR);
  const wanted = scheduled !== null && touched.has(scheduled.deletionId) ? scheduled : null;
  return {
    ...nothing,
    settles,
    schedule: soon ? null : wanted,
    ensure: near && !soon && !wanted ? scheduled : null,
    reminders: wanted ? account.owed.filter((owed) => isReminderToCome(owed, now)) : [],
    drop: [...touched].filter((deletionId) => deletionId !== scheduled?.deletionId),
    purge: soon && !waits && (wanted || isDue('purge')) ? scheduled : null,
    putOff,
    expire: due.flatMap((owed) => (owed.kind === 'expiry' ? [owed.deletionId] : [])),
    suspension: isDue('suspension') ? (account.status === 'deactivated' ? 'suspend' : 'resume') : null,
    exports,
  };
}

/** What is due of the exports that there are; what follows from it strikes it off. */
function exportsToFollow(account: LivingAccount, due: readonly Owed[], now: Date): Following['exports'] {
  return account.exports.flatMap(({ exportId }) => {
    if (!due.some((owed) => isOfExport(owed, exportId))) return [];
    if (exportIsOver(account, exportId, now)) return [{ exportId }];
    const preparing = exportToPrepare(account, exportId);
    return preparing ? [{ exportId, execution: preparing.execution }] : [];
  });
}

/** What publish-changes does. */
const isTold = ({ kind }: Owed) => kind === 'notice' || kind === 'event' || kind === 'entry';

const isReminderToCome = (owed: Owed, now: Date): owed is OwedNotice =>
  owed.kind === 'notice' && owed.notice === 'deletion-reminder' && owed.dueAt > plus(now, TOO_LATE_FOR_A_SCHEDULE);
