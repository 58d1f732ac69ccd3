/** What the parent sends to a function's process: one invocation. */
export interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  readonly functionArn: string;
  /** The local clock less the wall's, in milliseconds. */
  readonly offset: number;
  /** Milliseconds until Lambda would stop it. */
  readonly timeout: number;
}

/** An error as Lambda tells it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string[];
}

/** An invocation's end: what the handler returned, or the error as Lambda tells it. */
export type Outcome = { readonly payload: unknown } | { readonly error: FunctionError };

/** What a function's process tells: that it is ready, that it cannot start, or how an invocation ended. */
export type Report = { readonly ready: true } | { readonly failed: FunctionError } | { readonly outcome: Outcome };
