import { cancel } from '../domain/cancel.ts';
import type { Session } from '../domain/session.ts';
import type { Accounts, Clock } from './ports.ts';

export const cancelDeletion =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  ({ accountId, email }: Session) =>
    accounts.change(accountId, (account) => cancel(account, email, clock()));
