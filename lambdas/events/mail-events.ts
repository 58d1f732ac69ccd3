import type { EventBridgeEvent } from 'aws-lambda';
import * as v from 'valibot';
import type { MailSubject } from '../app/ports.ts';
import type { Undelivered } from '../domain/delivery.ts';

const one = v.pipe(
  v.tuple([v.string()]),
  v.transform(([value]) => value),
);
const tags = v.object({ account: one, what: one, deletion: v.optional(one, ['']) });
const recipients = v.array(v.object({ emailAddress: v.string() }));

/** An event that SES publishes of a mail that it had taken. */
const detail = v.object({
  mail: v.object({ tags, destination: v.array(v.string()) }),
  bounce: v.optional(v.object({ bounceType: v.string(), bouncedRecipients: recipients })),
  complaint: v.optional(v.object({ complainedRecipients: recipients })),
});

/** The handler of SES's events: bounces, complaints and refusals. */
export const mailEvents =
  (record: (about: MailSubject, word: Undelivered) => Promise<'noted' | 'not a confirmation'>) =>
  async (event: Pick<EventBridgeEvent<string, unknown>, 'detail'>): Promise<void> => {
    const read = v.safeParse(detail, event.detail);
    // What a schema's own error says of it, addresses among it, would stand in the log.
    if (!read.success) throw new Error('an event that is not as those of SES are');
    const { mail, bounce, complaint } = read.output;
    // A full mailbox or an absence note: it may have arrived, or may yet.
    if (bounce?.bounceType === 'Transient') return;
    const { account, what, deletion: deletionId } = mail.tags;
    const accountId = Buffer.from(account, 'base64url').toString();
    const delivery = bounce ? 'bounced' : complaint ? 'complained' : 'failed';
    const about = bounce?.bouncedRecipients ?? complaint?.complainedRecipients;
    const addresses = about?.map(({ emailAddress }) => emailAddress) ?? mail.destination;
    const outcome = await record({ accountId, what }, { deletionId, delivery, addresses });
    // Nobody sees it in Settings: this line is what counts it.
    if (outcome === 'not a confirmation') console.error({ accountId, notice: what, undelivered: delivery });
  };
