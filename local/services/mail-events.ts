import type { BusEvent } from '../events.ts';
import { PLACE } from '../template.ts';

/** A mail that was taken, as far as its events tell of it. */
export interface SentMail {
  readonly messageId: string;
  readonly from: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly configurationSet: string;
  readonly tags: readonly { readonly Name: string; readonly Value: string }[];
}

type EventType = 'BOUNCE' | 'COMPLAINT';
interface Fate {
  readonly type: EventType;
  readonly subType: string;
}

/** What becomes of mail by how its address begins, before or after the @: the words of AWS's mailbox simulator. */
const FATES: readonly [begins: RegExp, fate: Fate][] = [
  [/(^|@)bounce/i, { type: 'BOUNCE', subType: 'General' }],
  [/(^|@)(suppressionlist|suppressed)/i, { type: 'BOUNCE', subType: 'OnAccountSuppressionList' }],
  [/(^|@)complaint/i, { type: 'COMPLAINT', subType: 'abuse' }],
];

const DETAIL_TYPES: Readonly<Record<EventType, string>> = {
  BOUNCE: 'Email Bounced',
  COMPLAINT: 'Email Complaint Received',
};

/** The events that SES sends to EventBridge of a mail's recipients that do not get it, or do not want it. */
export function eventsOf(mail: SentMail, now: number): { type: EventType; event: BusEvent }[] {
  return mail.recipients.flatMap((recipient) => {
    const [, fate] = FATES.find(([begins]) => begins.test(recipient)) ?? [];
    return fate ? [{ type: fate.type, event: eventOf(mail, recipient, fate, new Date(now).toISOString()) }] : [];
  });
}

function eventOf(mail: SentMail, recipient: string, { type, subType }: Fate, timestamp: string): BusEvent {
  const { region, account } = PLACE;
  const set = mail.configurationSet;
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': DETAIL_TYPES[type],
    source: 'aws.ses',
    account,
    time: timestamp.replace(/\.\d+/, ''),
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${set}`],
    detail: {
      ...(type === 'BOUNCE' ? bounce(recipient, subType, timestamp) : complaint(recipient, subType, timestamp)),
      mail: {
        timestamp,
        source: mail.from,
        sendingAccountId: account,
        messageId: mail.messageId,
        destination: mail.recipients,
        headersTruncated: false,
        headers: [],
        commonHeaders: { from: [mail.from], to: mail.recipients, messageId: mail.messageId, subject: mail.subject },
        tags: {
          'ses:configuration-set': [set],
          ...Object.fromEntries(mail.tags.map(({ Name, Value }) => [Name, [Value]])),
        },
      },
    },
  };
}

const bounce = (emailAddress: string, bounceSubType: string, timestamp: string) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: crypto.randomUUID(),
    bounceType: 'Permanent',
    bounceSubType,
    bouncedRecipients: [
      { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    timestamp,
    reportingMTA: 'dns; localhost',
  },
});

const complaint = (emailAddress: string, complaintFeedbackType: string, timestamp: string) => ({
  eventType: 'Complaint',
  complaint: {
    feedbackId: crypto.randomUUID(),
    complaintSubType: null,
    complainedRecipients: [{ emailAddress }],
    timestamp,
    arrivalDate: timestamp,
    complaintFeedbackType,
  },
});
