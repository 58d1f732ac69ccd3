import { type Account, type LivingAccount, untouched } from '../../lambdas/domain/account.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { type Ask, request } from '../../lambdas/domain/request.ts';

export const EMAIL = 'ada@example.com';
export const NOON = new Date('2026-03-01T12:00:00.250Z');

export const ask = (over: Partial<Ask> = {}): Ask => ({
  deletionId: 'd-1',
  tokenHash: 'hash-1',
  asker: 'ada',
  authenticatedAt: NOON,
  email: EMAIL,
  ...over,
});

export const link = (tokenHash = 'hash-1', presentedBy = 'ada') => ({
  tokenHash,
  presentedBy,
  email: EMAIL,
});

/** An account at each stage of a deletion that was asked for and confirmed at noon. */
export const requested = (before: Account = untouched('acme')): LivingAccount => request(before, ask(), NOON);
export const scheduled = (before?: Account): LivingAccount => confirm(requested(before), link(), NOON);
