import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { describe, expect, test } from 'vitest';
import type { BusEvent } from '../../../local/events.ts';
import { createMailbox } from '../../../local/services/sesv2.ts';
import { clientConfigFor } from './support.ts';

async function setUp() {
  const heard: string[] = [];
  const events: BusEvent[] = [];
  const { service, mails } = createMailbox({
    clock: { now: () => Date.parse('2026-03-01T12:00:00Z') },
    configurationSets: [
      { name: 'ours', events: ['BOUNCE', 'COMPLAINT'] },
      { name: 'deaf', events: [] },
    ],
    onMail: ({ subject }) => heard.push(subject),
    onEvent: (event) => events.push(event),
  });
  const client = new SESv2Client(await clientConfigFor(service));
  return { mails, heard, events, send: (input: SendEmailCommandInput) => client.send(new SendEmailCommand(input)) };
}

const mail = (changes: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: '"Example" <accounts@example.com>',
  ConfigurationSetName: 'ours',
  Destination: { ToAddresses: ['ada@acme.example'] },
  Content: {
    Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Grüße' }, Html: { Data: '<p>Grüße</p>' } } },
  },
  ...changes,
});

test('keeps what was sent, oldest first, and tells of it', async () => {
  const { send, mails, heard } = await setUp();

  const { MessageId } = await send(mail());
  await send(mail({ Destination: { ToAddresses: ['ben@acme.example'] } }));

  expect(MessageId).toBeTruthy();
  const at = '2026-03-01T12:00:00.000Z';
  const content = { at, subject: 'Hello', text: 'Grüße', html: '<p>Grüße</p>' };
  expect(mails()).toEqual([
    { ...content, to: 'ada@acme.example' },
    { ...content, to: 'ben@acme.example' },
  ]);
  expect(heard).toEqual(['Hello', 'Hello']);
});

const RAW = `From: Example <accounts@example.com>\r
Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r
Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Gr=C3=BC=C3=9Fe, a long =\r
line\r
--b\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: base64\r
\r
${Buffer.from('<p>Grüße</p>').toString('base64')}\r
--b--\r
`;

test('reads a raw mail', async () => {
  const { send, mails } = await setUp();
  const { FromEmailAddress: _, ...fromless } = mail({ Content: { Raw: { Data: Buffer.from(RAW) } } });

  await send(fromless);

  expect(mails()).toMatchObject([{ subject: 'Grüße', text: 'Grüße, a long line', html: '<p>Grüße</p>' }]);
});

const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });
test.each<[string, Partial<SendEmailCommandInput>, string]>([
  ['nonsense for an address', to('nonsense'), 'BadRequestException'],
  ['a line break in an address', to('ada@acme.example\r\nBcc: all@acme.example'), 'BadRequestException'],
  ['two addresses in one', to('ada@acme.example, ben@acme.example'), 'BadRequestException'],
  ['nobody', to(), 'BadRequestException'],
  ['51 recipients', to(...Array.from({ length: 51 }, (_, n) => `u${n}@acme.example`)), 'BadRequestException'],
  ['no sender', { FromEmailAddress: undefined }, 'BadRequestException'],
  ['a sender beyond ASCII', { FromEmailAddress: 'Müller <m@example.com>' }, 'BadRequestException'],
  ['a tag in another alphabet', { EmailTags: [{ Name: 'account', Value: 'a:b' }] }, 'BadRequestException'],
  ['no content', { Content: {} }, 'BadRequestException'],
  ['an unknown configuration set', { ConfigurationSetName: 'theirs' }, 'NotFoundException'],
])('refuses %s', async (_what, changes, name) => {
  const { send, mails } = await setUp();

  await expect(send(mail(changes))).rejects.toMatchObject({ name });
  expect(mails()).toEqual([]);
});

describe('an address that stands for what becomes of its mail', () => {
  test('that bounces is told of as SES tells the event bus, with the tags of the mail', async () => {
    const { send, events } = await setUp();
    const EmailTags = [{ Name: 'account', Value: 'YWNtZQ' }];

    const { MessageId } = await send(mail({ ...to('bounce+1@acme.example'), EmailTags }));

    expect(events).toMatchObject([
      {
        version: '0',
        source: 'aws.ses',
        'detail-type': 'Email Bounced',
        account: '000000000000',
        region: 'eu-west-1',
        time: '2026-03-01T12:00:00Z',
        resources: ['arn:aws:ses:eu-west-1:000000000000:configuration-set/ours'],
        detail: {
          eventType: 'Bounce',
          bounce: {
            bounceType: 'Permanent',
            bounceSubType: 'General',
            bouncedRecipients: [{ emailAddress: 'bounce+1@acme.example', action: 'failed' }],
            timestamp: '2026-03-01T12:00:00.000Z',
          },
          mail: {
            messageId: MessageId,
            source: '"Example" <accounts@example.com>',
            destination: ['bounce+1@acme.example'],
            tags: { 'ses:configuration-set': ['ours'], account: ['YWNtZQ'] },
          },
        },
      },
    ]);
  });

  test.each([
    ['owner@bounce-1.example', 'Email Bounced', { bounceSubType: 'General' }],
    ['suppressionlist@acme.example', 'Email Bounced', { bounceSubType: 'OnAccountSuppressionList' }],
    ['suppressed@acme.example', 'Email Bounced', { bounceSubType: 'OnAccountSuppressionList' }],
    ['complaint@acme.example', 'Email Complaint Received', { complaintFeedbackType: 'abuse' }],
  ])('%s gives %s', async (address, detailType, told) => {
    const { send, events, mails } = await setUp();

    await send(mail(to(address)));

    const { bounce, complaint } = events[0]!.detail as Record<string, unknown>;
    expect(events[0]!['detail-type']).toBe(detailType);
    expect(bounce ?? complaint).toMatchObject(told);
    expect(mails()).toHaveLength(1);
  });

  test('is told of for each recipient, and not where the configuration set tells nobody', async () => {
    const { send, events } = await setUp();

    await send(mail({ ...to('bounce@acme.example'), ConfigurationSetName: 'deaf' }));
    await send(mail(to('ada@acme.example')));
    expect(events).toEqual([]);
    await send(mail(to('bounce@acme.example', 'ada@acme.example', 'complaint@acme.example')));

    expect(events.map((event) => event['detail-type'])).toEqual(['Email Bounced', 'Email Complaint Received']);
  });
});
