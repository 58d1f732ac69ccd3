import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SendMail } from '../app/ports.ts';

/**
 * Mails by SES v2. Nothing is tried twice in here: SES knows no idempotency key, so a repeat is for those to
 * decide who know what a doubled mail would mean.
 */
export function sesMail(sender: string, configurationSet: string): SendMail {
  const ses = new SESv2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return async ({ to, subject, text, html }) => {
    const content = (Data: string) => ({ Data, Charset: 'UTF-8' });
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: sender,
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [to] },
        Content: { Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } } },
      }),
    );
  };
}
