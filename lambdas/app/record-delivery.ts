import { type Undelivered, undelivered } from '../domain/delivery.ts';
import type { Accounts, MailSubject } from './ports.ts';

/** Says in Settings that the confirmation mail did not arrive; of other mails there is nothing to note. */
export const recordDelivery =
  ({ accounts }: { accounts: Accounts }) =>
  async ({ accountId, what }: MailSubject, word: Undelivered): Promise<'noted' | 'not a confirmation'> => {
    if (what !== 'confirm-deletion') return 'not a confirmation';
    await accounts.change(accountId, (account) => undelivered(account, word));
    return 'noted';
  };
