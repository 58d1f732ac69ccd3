import { Fault } from '../domain/fault.ts';
import type { Session } from '../domain/session.ts';
import { SECOND } from '../domain/time.ts';

/** Names of the claims that say whose account it is, who asks, and as what. */
export interface ClaimNames {
  readonly account: string;
  readonly user: string;
  readonly role: string;
}

/** Claims of a verified token as API Gateway hands them over: mostly strings, whatever they were. */
export type Claims = Readonly<Record<string, unknown>>;

const ACCOUNT_ID = /^[A-Za-z0-9][A-Za-z0-9._:|-]{0,127}$/;

/** @throws Fault `not-owner` where the claims name no account, no user or no role, or one that may not do this */
export function sessionOf(claims: Claims, names: ClaimNames, who: 'owner' | 'owner or member'): Session {
  const [accountId, userId, role] = [claims[names.account], claims[names.user], claims[names.role]];
  if (typeof accountId !== 'string' || !ACCOUNT_ID.test(accountId)) throw notOwner('The session names no account.');
  if (typeof userId !== 'string' || userId === '') throw notOwner('The session names no user.');
  if (role !== 'owner' && role !== 'member') throw notOwner('The session names no role in the account.');
  if (who === 'owner' && role !== 'owner') throw notOwner('Only the owner of the account may do this.');
  return { accountId, userId, role, email: verifiedEmail(claims), authenticatedAt: dateOf(claims.auth_time) };
}

const notOwner = (detail: string) => new Fault('not-owner', { detail });

function verifiedEmail({ email, email_verified: verified }: Claims): string | null {
  return String(verified) === 'true' && typeof email === 'string' && email !== '' ? email : null;
}

/** Seconds since the epoch, as a date; null for anything else. */
function dateOf(seconds: unknown): Date | null {
  const date = /^\d{1,12}$/.test(String(seconds)) ? new Date(Number(seconds) * SECOND) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
