/** What an account is to those who use it (SPEC 2, 3 and 7), said once more and in little: times are milliseconds. */
export interface State {
  readonly status: 'active' | 'deactivated' | 'deleted';
  readonly deletion: Waiting | Grace | Purging | null;
  readonly link: { readonly token: string; readonly asker: string; readonly outcome: Outcome } | null;
  readonly asked: readonly number[];
  readonly switched: readonly number[];
  /** An operator's, until then; null: for good. */
  readonly hold: { readonly reason: string; readonly until: number | null } | null;
  readonly exported: readonly number[];
  /** The export that is being prepared. */
  readonly preparing: { readonly id: string; readonly requestedAt: number } | null;
  /** Of a deleted account: which deletion ended it. */
  readonly ended: { readonly id: string; readonly deletedAt: number } | null;
}

type Outcome = 'waiting' | 'confirmed' | 'cancelled';

export interface Waiting {
  readonly stage: 'awaiting-confirmation';
  readonly id: string;
  readonly requestedAt: number;
  readonly confirmBy: number;
  readonly mail: { readonly sentTo: string; readonly delivery: string } | null;
}

export interface Grace {
  readonly stage: 'scheduled';
  readonly id: string;
  readonly requestedAt: number;
  readonly confirmedAt: number;
  readonly purgeAt: number;
}

export interface Purging extends Omit<Grace, 'stage'> {
  readonly stage: 'purging';
  readonly startedAt: number;
  readonly claimer: string;
  readonly quarantined: boolean;
}

/** What an account becomes by something that is done at a moment; the same object where nothing changes. */
export type Rule = (state: State, now: number) => State;

/** What the API answers instead, by its code. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export const NEVER_SEEN: State = {
  status: 'active',
  deletion: null,
  link: null,
  asked: [],
  switched: [],
  hold: null,
  exported: [],
  preparing: null,
  ended: null,
};

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function refuse(code: string): never {
  throw new Refused(code);
}

/** Nothing may be changed of an account that is being purged, or is deleted. */
export function open(state: State): Waiting | Grace | null {
  if (state.status === 'deleted') return refuse('account-deleted');
  return state.deletion?.stage === 'purging' ? refuse('deletion-in-progress') : state.deletion;
}

/** A request that nobody has confirmed in time is none any more. */
export const isOver = (deletion: State['deletion'], now: number): boolean =>
  deletion?.stage === 'awaiting-confirmation' && now >= deletion.confirmBy;

export interface Asked {
  readonly token: string;
  readonly newId: string;
  readonly user: string;
  readonly email: string | null;
  readonly signedInAt: number;
}

export function request({ token, newId, user, email, signedInAt }: Asked): Rule {
  return (state, now) => {
    const before = open(state);
    const pending = isOver(before, now) ? null : before;
    if (pending?.stage === 'scheduled') refuse('deletion-already-scheduled');
    if (signedInAt > now || now > signedInAt + 15 * MINUTE) refuse('reauthentication-required');
    if (email === null) refuse('email-unverified');
    const requestedAt = Math.max(now, pending?.requestedAt ?? now);
    const asked = state.asked.filter((time) => requestedAt < time + HOUR);
    if (asked.length >= 5 || asked.some((time) => requestedAt < time + MINUTE)) refuse('too-many-requests');
    const deletion: Waiting = {
      stage: 'awaiting-confirmation',
      id: pending?.id ?? newId,
      requestedAt,
      confirmBy: requestedAt + DAY,
      mail: { sentTo: email!, delivery: 'sent' },
    };
    return { ...state, deletion, link: { token, asker: user, outcome: 'waiting' }, asked: [...asked, requestedAt] };
  };
}

/** Before a request begins another deletion it ends the one that is over; who is refused changes nothing. */
export const makeRoom =
  (asked: Asked): Rule =>
  (state, now) => {
    request(asked)(state, now);
    return expire(state, now);
  };

export const expire: Rule = (state, now) => (isOver(state.deletion, now) ? { ...state, deletion: null } : state);

export const confirm =
  (token: string, user: string): Rule =>
  (state, now) => {
    const pending = open(state);
    const { link } = state;
    if (link === null || link.token !== token || link.asker !== user) return refuse('token-invalid');
    if (link.outcome === 'confirmed') return state;
    if (link.outcome === 'cancelled') refuse('token-cancelled');
    if (pending?.stage !== 'awaiting-confirmation' || isOver(pending, now)) return refuse('token-expired');
    const { id, requestedAt } = pending;
    const confirmedAt = Math.max(now, requestedAt);
    const deletion: Grace = { stage: 'scheduled', id, requestedAt, confirmedAt, purgeAt: confirmedAt + 7 * DAY };
    return { ...state, deletion, link: { ...link, outcome: 'confirmed' } };
  };

export const cancel: Rule = (state, now) => {
  const pending = open(state);
  if (pending === null || isOver(pending, now)) return state;
  const link = state.link && { ...state.link, outcome: 'cancelled' as const };
  return { ...state, deletion: null, link, ...(pending.stage === 'scheduled' && { status: 'active' as const }) };
};

export const become =
  (status: 'active' | 'deactivated'): Rule =>
  (state, now) => {
    open(state);
    if (state.status === status) return state;
    const at = Math.max(now, ...state.switched);
    const switched = state.switched.filter((time) => at < time + HOUR);
    if (switched.length >= 5) refuse('too-many-requests');
    return { ...state, status, switched: [...switched, at] };
  };
