/** What can be wrong with what somebody asks, in the words of the API (SPEC 7). */
export type FaultCode =
  | 'invalid-request'
  | 'token-invalid'
  | 'not-owner'
  | 'reauthentication-required'
  | 'email-unverified'
  | 'deletion-already-scheduled'
  | 'deletion-in-progress'
  | 'token-cancelled'
  | 'token-expired'
  | 'account-deleted'
  | 'not-found'
  | 'too-many-requests'
  | 'mail-unavailable';

/** What goes with a fault, where its code has something to say. */
export interface FaultFacts {
  /** For people; names the field where a field is wrong. */
  readonly detail?: string;
  /** Whole seconds after which it may be tried again. */
  readonly retryAfter?: number;
  readonly deletedAt?: Date;
  /** Until when the final export can be asked for. */
  readonly finalExportUntil?: Date | undefined;
}

/** The one error of the domain: an answer to who asked, not a breakdown. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly facts: FaultFacts;

  constructor(code: FaultCode, facts: FaultFacts = {}) {
    super(facts.detail ?? code);
    this.name = 'Fault';
    this.code = code;
    this.facts = facts;
  }
}
