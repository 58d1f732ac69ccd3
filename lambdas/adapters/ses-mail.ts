import { type MessageTag, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailSubject, SendMail } from '../app/ports.ts';

/**
 * Mails by SES v2. Nothing is tried twice in here: SES knows no idempotency key, so a repeat is for those to
 * decide who know what a doubled mail would mean.
 */
export function sesMail(sender: string, configurationSet: string): SendMail {
  const ses = new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return async ({ about, to, subject, text, html }) => {
    const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [to] },
        EmailTags: tagsOf(about),
        Content: { Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } } },
      }),
    );
  };
}

/** Tags come back with every event of the mail; an account's id has letters that a tag may not have. */
const tagsOf = ({ accountId, what, deletionId }: MailSubject): MessageTag[] => [
  { Name: 'account', Value: Buffer.from(accountId).toString('base64url') },
  { Name: 'what', Value: what },
  ...(deletionId === undefined ? [] : [{ Name: 'deletion', Value: deletionId }]),
];
