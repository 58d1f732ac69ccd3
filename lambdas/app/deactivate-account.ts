import { deactivate } from '../domain/deactivate.ts';
import type { Accounts, Clock } from './ports.ts';

export const deactivateAccount =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  (accountId: string) =>
    accounts.change(accountId, (account) => deactivate(account, clock()));
