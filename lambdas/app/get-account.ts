import type { Account } from '../domain/account.ts';
import type { Accounts } from './ports.ts';

/** The account as it stands. */
export const getAccount =
  ({ accounts }: { accounts: Accounts }) =>
  (accountId: string): Promise<Account> =>
    accounts.load(accountId);
