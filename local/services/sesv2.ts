import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { BusEvent } from '../events.ts';
import type { LocalConfigurationSet } from '../template.ts';
import { AwsError, type AwsService } from '../wire.ts';
import { readInput } from './input.ts';
import { eventsOf } from './mail-events.ts';
import { type ReadMail, readMime } from './mime.ts';

/** A mail that was taken, as `GET /_local/mail` shows it. */
export interface Mail {
  /** By the local clock, ISO 8601. */
  readonly at: string;
  /** The recipient; several are joined by commas. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailbox {
  readonly service: AwsService;
  /** Oldest first. */
  mails(): readonly Mail[];
}

export interface MailboxOptions {
  readonly clock: { now(): number };
  readonly configurationSets: readonly LocalConfigurationSet[];
  /** Hears of each mail that was taken. */
  readonly onMail?: ((mail: Mail) => void) | undefined;
  /** Hears of what became of a mail, as far as its configuration set tells the event bus. */
  readonly onEvent?: ((event: BusEvent) => void) | undefined;
}

const MAX_RECIPIENTS = 50;
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

const Addresses = v.optional(v.array(v.string()), []);
const Data = v.object({ Data: v.string() });
const SendEmail = v.object({
  FromEmailAddress: v.optional(v.string()),
  Destination: v.optional(v.object({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses })),
  ReplyToAddresses: Addresses,
  ConfigurationSetName: v.optional(v.string()),
  EmailTags: v.optional(
    v.array(v.object({ Name: v.pipe(v.string(), v.regex(TAG)), Value: v.pipe(v.string(), v.regex(TAG)) })),
  ),
  Content: v.object({
    Simple: v.optional(v.object({ Subject: Data, Body: v.object({ Text: v.optional(Data), Html: v.optional(Data) }) })),
    Raw: v.optional(v.object({ Data: v.pipe(v.string(), v.base64()) })),
  }),
});
type SendEmail = v.InferOutput<typeof SendEmail>;

/** Amazon SES v2 as far as mail is sent by it; it refuses what the service refuses, and keeps the rest. */
export function createMailbox({ clock, configurationSets, onMail, onEvent }: MailboxOptions): Mailbox {
  const mails: Mail[] = [];

  const send = (input: SendEmail): string => {
    const { ConfigurationSetName, EmailTags: tags = [] } = input;
    const set = configurationSets.find(({ name }) => name === ConfigurationSetName);
    if (ConfigurationSetName !== undefined && !set) {
      throw new AwsError('NotFoundException', 404, `Configuration set <${ConfigurationSetName}> does not exist.`);
    }
    const { from, ...content } = contentOf(input);
    if (!from) throw new AwsError('BadRequestException', 400, "Missing required header 'From'.");
    const recipients = recipientsOf(input);
    for (const address of [from, ...recipients, ...input.ReplyToAddresses]) checkAddress(address);
    const mail: Mail = { at: new Date(clock.now()).toISOString(), to: recipients.join(', '), ...content };
    mails.push(mail);
    onMail?.(mail);
    const messageId = randomUUID();
    if (set) {
      const sent = { messageId, from, recipients, subject: mail.subject, configurationSet: set.name, tags };
      for (const { type, event } of eventsOf(sent, clock.now())) if (set.events.includes(type)) onEvent?.(event);
    }
    return messageId;
  };

  const service: AwsService = {
    name: 'sesv2',
    signingName: 'ses',
    operation({ method, path }) {
      if (method === 'POST' && path === '/v2/email/outbound-emails') return 'SendEmail';
      throw new AwsError('UnknownOperationException', 404, `${method} ${path} is not stood in for`);
    },
    async handle(_operation, request) {
      return { body: { MessageId: send(readInput(SendEmail, request, 'BadRequestException')) } };
    },
  };
  return { service, mails: () => mails };
}

function contentOf({ FromEmailAddress, Content: { Simple, Raw } }: SendEmail): ReadMail {
  if (Simple) {
    const { Subject, Body } = Simple;
    if (!Body.Text && !Body.Html) throw new AwsError('BadRequestException', 400, 'Message body is empty.');
    const [text, html] = [Body.Text?.Data ?? '', Body.Html?.Data ?? ''];
    return { from: FromEmailAddress ?? '', subject: Subject.Data, text, html };
  }
  if (!Raw) throw new AwsError('BadRequestException', 400, 'Content has neither Simple nor Raw.');
  const read = readMime(Buffer.from(Raw.Data, 'base64'));
  return { ...read, from: FromEmailAddress ?? read.from };
}

function recipientsOf({ Destination: to }: SendEmail): string[] {
  const recipients = to ? [...to.ToAddresses, ...to.CcAddresses, ...to.BccAddresses] : [];
  if (recipients.length === 0) throw new AwsError('BadRequestException', 400, 'Missing required destination.');
  if (recipients.length > MAX_RECIPIENTS) {
    throw new AwsError('BadRequestException', 400, `Recipient count exceeds ${MAX_RECIPIENTS}.`);
  }
  return recipients;
}

/** Takes `ada@example.com` and `Ada <ada@example.com>`; names beyond ASCII must come as encoded words, as SES asks. */
function checkAddress(address: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not stand in an address
  const plain = /^[^\x00-\x1f\x7f-\uffff]*$/.test(address);
  const [, inner] = /^[^<>]*<([^<>]+)>$/.exec(address) ?? [];
  if (!plain || !/^[^\s@<>",;:()[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(inner ?? address)) {
    throw new AwsError('BadRequestException', 400, `Local address contains control or whitespace, or is no address`);
  }
}
