import { confirm } from '../domain/confirm.ts';
import type { Session } from '../domain/session.ts';
import { hashOf } from '../domain/token.ts';
import type { Accounts, Clock } from './ports.ts';

export const confirmDeletion =
  ({ accounts, clock }: { accounts: Accounts; clock: Clock }) =>
  (session: Session, token: string) => {
    const link = { tokenHash: hashOf(token), presentedBy: session.userId, email: session.email };
    return accounts.change(session.accountId, (account) => confirm(account, link, clock()));
  };
