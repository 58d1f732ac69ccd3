import type { OwedNotice } from '../domain/owed.ts';
import { DAY, MINUTE, plus, SECOND } from '../domain/time.ts';
import { noticeMail, type Places } from '../emails/notices.ts';
import type { Cursor } from './holding.ts';
import type { Clock, Members, Notices, OwedKey, SendMail, TakenNotice } from './ports.ts';

/** How long a sender has a notice to itself; longer than the function that sends can run. */
const TAKEN = 5 * MINUTE;
/** How long one turn goes on sending, well within that function's time. */
const TURN = 40 * SECOND;
/** After so long a notice that cannot be sent is dropped. */
const KEPT = 14 * DAY;

export interface SendPorts {
  readonly notices: Notices;
  readonly clock: Clock;
  readonly sendMail: SendMail;
  readonly members: Members;
  readonly places: Places;
  /** The code by which the final export of this receipt is asked for. */
  readonly claimCode: (receiptId: string) => Promise<string>;
}

export type SendOutcome = 'sent' | 'dropped' | 'not now';

/**
 * Sends one notice: it is taken first, so that nobody else sends it, and gone after the mail service's yes. One with
 * many recipients notes how far it has come.
 * @throws what the mail service said, or that there is more to send, after the notice was given back
 */
export const sendNotice =
  ({ notices, clock, sendMail, members, places, claimCode }: SendPorts) =>
  async (key: OwedKey): Promise<SendOutcome> => {
    const now = clock();
    const taken = await notices.take(key, now, plus(now, TAKEN));
    if (taken === null) return 'not now';
    const tooOld = plus(taken.notice.dueAt, KEPT) <= now;
    try {
      if (!tooOld) {
        const content = noticeMail(taken.notice, places, await codeFor(taken.notice, claimCode));
        for await (const { address, cursor } of recipients(members, key.accountId, taken)) {
          if (clock() > plus(now, TURN)) throw new Error('there are more to tell');
          const about = { accountId: key.accountId, what: taken.notice.notice };
          await sendMail({ about, to: address, ...content });
          if (!(await notices.told(key, cursor))) return 'not now';
        }
      }
    } catch (error) {
      await notices.release(key);
      throw error;
    }
    await notices.done(key);
    return tooOld ? 'dropped' : 'sent';
  };

/** The claim code that a notice carries: only where there is a final export to ask for. */
const codeFor = async (notice: OwedNotice, claimCode: SendPorts['claimCode']): Promise<string | undefined> =>
  notice.notice === 'account-deleted' && notice.finalExportUntil ? claimCode(notice.receiptId) : undefined;

/** Who has not heard it yet, each with the cursor that says that they have. */
async function* recipients(members: Members, accountId: string, { notice, cursor }: TakenNotice) {
  if (notice.audience === 'members') yield* members.others(accountId, cursor);
  else yield* owners(notice, await members.ownerAddress(accountId), cursor);
}

function* owners({ to }: OwedNotice & { audience: 'owner' }, known: string | null, cursor: Cursor | undefined) {
  const addresses = [...new Set([to, known])].filter((address) => address !== null);
  const heard = Number(cursor?.heard ?? 0);
  for (const [index, address] of addresses.entries()) {
    if (index >= heard) yield { address, cursor: { heard: index + 1 } };
  }
}
