import { cancel, isOver, open, type Rule, refuse, type State } from './model.ts';

/** Whether an operator keeps it from being purged. */
export const isHeld = ({ hold }: State, now: number): boolean =>
  hold !== null && (hold.until === null || now < hold.until);

function alive(state: State): State {
  return state.status === 'deleted' ? refuse('account-deleted') : state;
}

export const hold =
  (reason: string, until: number | null): Rule =>
  (state, now) => {
    alive(state);
    if (until !== null && until <= now) refuse('ended-already');
    if (isHeld(state, now) && state.hold?.reason !== reason) refuse('held');
    if (isHeld(state, now) && state.hold?.until === until) return state;
    return { ...state, hold: { reason, until } };
  };

export const release: Rule = (state, now) => {
  alive(state);
  return isHeld(state, now) ? { ...state, hold: null } : refuse('not-held');
};

/** The day that a hold was placed until. */
export const holdEnds: Rule = (state, now) =>
  state.hold === null || isHeld(state, now) || state.status === 'deleted' ? state : { ...state, hold: null };

/** For an owner who cannot sign in: without a link, straight to the grace period. */
export const askFor =
  (newId: string): Rule =>
  (state, now) => {
    const before = open(state);
    const pending = isOver(before, now) ? null : before;
    if (pending?.stage === 'scheduled') refuse('deletion-already-scheduled');
    const confirmedAt = Math.max(now, pending?.requestedAt ?? now);
    const requestedAt = pending?.requestedAt ?? confirmedAt;
    const purgeAt = confirmedAt + 7 * 24 * 3_600_000;
    const link = pending && state.link ? { ...state.link, outcome: 'confirmed' as const } : state.link;
    const deletion = { stage: 'scheduled' as const, id: pending?.id ?? newId, requestedAt, confirmedAt, purgeAt };
    return { ...state, deletion, link };
  };

export const cancelFor: Rule = (state, now) => {
  const cancelled = cancel(state, now);
  return cancelled === state ? refuse('nothing-to-cancel') : cancelled;
};

/** Has a purge go on that has stopped; nothing of it is changed by that but that it was set aside. */
export const retry: Rule = (state, now) => {
  alive(state);
  const { deletion } = state;
  if (isHeld(state, now)) refuse('held');
  if (deletion === null || deletion.stage === 'awaiting-confirmation' || deletion.purgeAt > now) {
    return refuse('nothing-to-retry');
  }
  return deletion.stage === 'purging' ? { ...state, deletion: { ...deletion, quarantined: false } } : { ...state };
};

/** The same, without the sealed copy that could not be made. */
export const goWithoutCopy: Rule = (state, now) => {
  const retried = retry(state, now);
  return retried.deletion?.stage === 'scheduled' ? refuse('nothing-to-retry') : retried;
};
