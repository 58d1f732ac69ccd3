import { MINUTE, plus } from '../domain/time.ts';
import { accountDeletedMail } from '../emails/account-deleted.ts';
import type { Clock, Notices, OwedKey, SendMail } from './ports.ts';

/** How long a sender has a notice to itself; longer than the function that sends can run. */
const TAKEN = 5 * MINUTE;

interface Ports {
  readonly notices: Notices;
  readonly clock: Clock;
  readonly sendMail: SendMail;
  readonly legalContact: string;
}

/**
 * Sends one notice: it is taken first, so that nobody else sends it, and gone after the mail service's yes.
 * @throws what the mail service said, plus the notice was given back
 */
export const publishChanges =
  ({ notices, clock, sendMail, legalContact }: Ports) =>
  async (key: OwedKey): Promise<void> => {
    const now = clock();
    const notice = await notices.take(key, now, plus(now, TAKEN));
    if (notice === null) return;
    try {
      await sendMail({ to: notice.to, ...accountDeletedMail({ deletedAt: notice.deletedAt, legalContact }) });
    } catch (error) {
      await notices.release(key);
      throw error;
    }
    await notices.done(key);
  };
