import { DAY, open, type Rule, refuse, type State } from './model.ts';

/** Asks for a copy of the data; three a day, and one at a time. */
export const requestExport =
  (id: string): Rule =>
  (state, now) => {
    open(state);
    if (state.preparing) return state;
    const requestedAt = Math.max(now, ...state.exported);
    const exported = state.exported.filter((time) => requestedAt < time + DAY);
    if (exported.length >= 3) refuse('too-many-requests');
    return { ...state, exported: [...exported, requestedAt], preparing: { id, requestedAt } };
  };

/** What the preparation of an export may change: that it is prepared no more. */
export const prepared = (state: State, isStill: boolean): State => {
  open(state);
  return isStill ? { ...state } : { ...state, preparing: null };
};
