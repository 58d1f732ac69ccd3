import { cancel } from '../domain/cancel.ts';
import type { Accounts, Clock } from './ports.ts';

export const cancelDeletion =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  (accountId: string) =>
    accounts.change(accountId, (account) => cancel(account, clock()));
