import type { LivingAccount } from './account.ts';
import type { Owed } from './owed.ts';
import { notBefore } from './time.ts';

/** What is owed of an account whose purge is to go on once its time has come: nothing else wakes one that was stopped. */
export function woken({ deletion, owed }: LivingAccount, now: Date): readonly Owed[] {
  if (!deletion || deletion.state === 'awaiting-confirmation') return owed;
  const { deletionId, purgeAt } = deletion;
  // Before its time too, if a clock that is a little ahead of this one has put it off.
  const isPutOff = owed.some(({ kind, dueAt }) => kind === 'purge' && dueAt > purgeAt);
  if (now < purgeAt && !isPutOff) return owed;
  return [
    ...owed.filter(({ kind }) => kind !== 'purge'),
    { kind: 'purge', dueAt: notBefore(now, purgeAt), deletionId },
    // Of this kind the table's stream tells at once.
    { kind: 'schedule', dueAt: now, deletionId },
  ];
}
