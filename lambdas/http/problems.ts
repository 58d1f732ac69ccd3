import { Fault, type FaultCode } from '../domain/fault.ts';
import { type Answer, json } from './answer.ts';

interface Problem {
  readonly status: number;
  readonly title: string;
  /** For people, where the fault brings no words of its own. */
  readonly detail: string;
}

/** Every fault has its problem: a new one does not compile until it has a status. */
export const PROBLEMS: Record<FaultCode | 'internal', Problem> = {
  'invalid-request': {
    status: 400,
    title: 'Invalid request',
    detail: 'The body of the request is not as it should be.',
  },
  'token-invalid': {
    status: 400,
    title: 'Not a valid link',
    detail: 'The link is incomplete, is not yours, or a newer one has replaced it.',
  },
  'not-owner': { status: 403, title: 'Not the owner', detail: 'Only the owner of the account may do this.' },
  'reauthentication-required': {
    status: 403,
    title: 'Sign in again',
    detail: 'This needs a sign-in within the last 15 minutes.',
  },
  'email-unverified': {
    status: 403,
    title: 'No verified e-mail address',
    detail: 'A confirmation link can only be sent to a verified e-mail address.',
  },
  'deletion-already-scheduled': {
    status: 409,
    title: 'Already scheduled',
    detail: 'The deletion is confirmed already, and waits for its day.',
  },
  'deletion-in-progress': {
    status: 409,
    title: 'Deletion in progress',
    detail: 'The account is being deleted: nothing about it can be changed any more.',
  },
  'token-cancelled': {
    status: 410,
    title: 'Cancelled since',
    detail: 'The deletion that this link was for has been cancelled.',
  },
  'token-expired': { status: 410, title: 'Link expired', detail: 'The link was good for 24 hours. Ask for a new one.' },
  'account-deleted': { status: 410, title: 'Account deleted', detail: 'The account has been deleted for good.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing of this id.' },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'That was too often in a short time. Try again later.',
  },
  'mail-unavailable': {
    status: 503,
    title: 'Mail could not be sent',
    detail: 'The confirmation mail could not be handed over. Ask again; if it arrives all the same, its link is good.',
  },
  internal: { status: 500, title: 'Internal error', detail: 'Something went wrong on our side.' },
};

/** What goes wrong, as a problem (RFC 9457). */
export function problem(error: unknown, requestId: string, legalContact?: string): Answer {
  const fault = error instanceof Fault ? error : null;
  const code = fault?.code ?? 'internal';
  const { retryAfter, deletedAt, finalExportUntil, detail } = fault?.facts ?? {};
  const { status, title, ...words } = PROBLEMS[code];
  const body = {
    type: `urn:account-deletion:problem:${code}`,
    title,
    status,
    detail: detail ?? words.detail,
    code,
    requestId,
    ...(deletedAt && { deletedAt, legalContact, finalExportUntil }),
  };
  return json(status, body, {
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  });
}
