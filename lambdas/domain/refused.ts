/** Why what an operator asks cannot be, as things are. */
export type RefusedCode =
  | 'ended-already'
  | 'held'
  | 'not-held'
  | 'not-paused'
  | 'not-yet'
  | 'nobody-to-tell'
  | 'nothing-to-cancel'
  | 'nothing-to-retry'
  | 'unknown-account'
  | 'no-such-receipt'
  | 'no-final-export'
  | 'too-late'
  | 'wrong-code'
  | 'no-legal-role';

/** An answer to an operator, not a breakdown: nothing has changed. The message is a sentence for them. */
export class Refused extends Error {
  readonly code: RefusedCode;

  constructor(code: RefusedCode, detail: string) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
  }
}
