import { reactivate } from '../domain/deactivate.ts';
import type { Accounts, Clock } from './ports.ts';

export const reactivateAccount =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  (accountId: string) =>
    accounts.change(accountId, (account) => reactivate(account, clock()));
