import { deactivate } from '../domain/deactivate.ts';
import type { Session } from '../domain/session.ts';
import type { Accounts, Clock } from './ports.ts';

export const deactivateAccount =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  ({ accountId, email }: Session) =>
    accounts.change(accountId, (account) => deactivate(account, email, clock()));
