import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { AccountEvent } from '../lambdas/domain/owed.ts';

/** What the event bus carries, as schemas: the published one is made from them (docs/events.md). */

const described = <S extends v.GenericSchema>(schema: S, text: string) => v.pipe(schema, v.description(text));
const time = v.pipe(v.string(), v.isoTimestamp(), v.description('ISO 8601, UTC, with milliseconds'));
const moment = (text: string) => described(v.pipe(v.string(), v.isoTimestamp()), text);

const common = {
  version: described(v.literal(1), 'Of the form of `detail`; fields may be added to it under the same version'),
  accountId: described(v.pipe(v.string(), v.minLength(1), v.maxLength(128)), 'The account that it happened to'),
  number: described(
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    'Rises from event to event of one account, not always by one; an event that comes twice has the same',
  ),
  at: described(time, 'When it happened; ISO 8601, UTC, with milliseconds'),
};
const ofDeletion = { ...common, deletionId: described(v.string(), 'One attempt to delete the account; never reused') };

type Detail = v.GenericSchema<unknown, unknown> & { readonly type: 'object' };

/** The details of each event; one that is missing does not compile. */
const DETAILS: Readonly<Record<AccountEvent['event'], readonly [meaning: string, detail: Detail]>> = {
  AccountDeactivated: ['The account is paused: what runs by itself is being suspended', v.object(common)],
  AccountReactivated: ['The pause is over: what was suspended is being resumed', v.object(common)],
  AccountDeletionRequested: [
    'The deletion was asked for, or asked for again; nothing about the account has changed',
    v.object({ ...ofDeletion, confirmBy: moment('Unless confirmed before, the request ends') }),
  ],
  AccountDeletionScheduled: [
    'The deletion is confirmed; the account stays usable, and the deletion can be cancelled, until `purgeAt`',
    v.object({ ...ofDeletion, purgeAt: moment('The removal begins then, or shortly after') }),
  ],
  AccountDeletionCancelled: [
    'A request, or a confirmed deletion, was cancelled; after a confirmed one the account is active, whatever it was',
    v.object(ofDeletion),
  ],
  AccountDeletionExpired: [
    'Nobody has confirmed the request in time; nothing about the account has changed',
    v.object(ofDeletion),
  ],
  AccountDeleted: [
    'The account is gone; its id is dead, and never used again',
    v.object({
      ...ofDeletion,
      deletedAt: moment('When the removal had ended'),
      receiptId: described(v.string(), 'Whoever has it may read the receipt: GET /receipts/{receiptId}'),
    }),
  ],
};

const NAMES = Object.keys(DETAILS) as AccountEvent['event'][];

/** An event as EventBridge hands it over, as far as it is ours. */
function eventOf(name: AccountEvent['event']) {
  const [meaning, detail] = DETAILS[name];
  const event = v.object({ source: v.literal('account-deletion'), 'detail-type': v.literal(name), detail });
  const { $schema: _, ...schema } = toJsonSchema(event, { target: 'draft-2020-12', typeMode: 'input' });
  return { description: meaning, ...schema };
}

/** The JSON Schema (2020-12) of every event. */
export const eventsDocument = () => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Account events',
  description: 'What becomes of accounts, told at least once on the event bus of EventBridge. No personal data.',
  oneOf: NAMES.map((name) => ({ $ref: `#/$defs/${name}` })),
  $defs: Object.fromEntries(NAMES.map((name) => [name, eventOf(name)])),
});
