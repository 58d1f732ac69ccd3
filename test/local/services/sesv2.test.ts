import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { expect, test } from 'vitest';
import { createMailbox } from '../../../local/services/sesv2.ts';
import { clientConfigFor } from './support.ts';

async function setUp() {
  const heard: string[] = [];
  const { service, mails } = createMailbox({
    clock: { now: () => Date.parse('2026-03-01T12:00:00Z') },
    configurationSets: ['ours'],
    onMail: ({ subject }) => heard.push(subject),
  });
  const client = new SESv2Client(await clientConfigFor(service));
  return { mails, heard, send: (input: SendEmailCommandInput) => client.send(new SendEmailCommand(input)) };
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
