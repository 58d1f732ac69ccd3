import type { Account } from '../domain/account.ts';
import { expireOverdue } from '../domain/expire.ts';
import { Fault } from '../domain/fault.ts';
import { mailFailed, request } from '../domain/request.ts';
import type { Session } from '../domain/session.ts';
import { accountTag, hashOf } from '../domain/token.ts';
import { confirmDeletionMail } from '../emails/confirm-deletion.ts';
import type { Accounts, Clock, SendMail } from './ports.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly sendMail: SendMail;
  readonly newId: () => string;
  /** The random part of a link's token. */
  readonly newToken: () => string;
  /** Origin of the settings page. */
  readonly webOrigin: string;
}

/**
 * Saves the request, then mails its link. The token is stored nowhere, so this mail alone is sent by the request
 * itself; the link of one that could not be handed over stays good, since it may have arrived.
 */
export const requestDeletion =
  ({ accounts, clock, sendMail, newId, newToken, webOrigin }: Ports) =>
  async (session: Session): Promise<Account> => {
    const { accountId, userId: asker, authenticatedAt, email } = session;
    const token = accountTag(accountId) + newToken();
    const ask = { deletionId: newId(), tokenHash: hashOf(token), asker, authenticatedAt, email };
    const now = clock();
    // An overdue request ends by a change of its own, so that each event of the account has a number of its own.
    const current = await accounts.change(accountId, (account) => {
      request(account, ask, now); // Who is refused changes nothing.
      return expireOverdue(account, now);
    });
    const requested = await accounts.change(accountId, (account) => request(account, ask, now), current);

    const { deletionId } = requested.deletion!;
    const about = { accountId, what: 'confirm-deletion', deletionId };
    const link = `${webOrigin}/account/deletion/confirm#token=${token}`;
    try {
      await sendMail({
        about,
        to: email!,
        ...confirmDeletionMail({ link, confirmBy: requested.latestLink!.confirmBy }),
      });
    } catch {
      await accounts.change(accountId, (account) => mailFailed(account, ask.tokenHash), requested);
      throw new Fault('mail-unavailable');
    }
    return requested;
  };
