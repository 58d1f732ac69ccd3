import type { LivingAccount } from './account.ts';
import type { Owed } from './owed.ts';

/** What is owed of an account whose purge is to go on, if its time has come: nothing else wakes one that was stopped. */
export function woken({ deletion, owed }: LivingAccount, now: Date): readonly Owed[] {
  if (!deletion || deletion.state === 'awaiting-confirmation' || deletion.purgeAt > now) return owed;
  const { deletionId } = deletion;
  return [
    ...owed.filter(({ kind }) => kind !== 'purge'),
    { kind: 'purge', dueAt: now, deletionId },
    // Of this kind the table's stream tells at once.
    { kind: 'schedule', dueAt: now, deletionId },
  ];
}
