import * as v from 'valibot';
import type { Owed } from '../domain/owed.ts';
import { byField } from './by-field.ts';
import { entrySchema } from './stored-act.ts';
import { date } from './stored-date.ts';

const text = v.string();
const due = { dueAt: date };
/** What a notice to them tells. */
function notices<To extends v.ObjectEntries>(to: To) {
  const notice = { ...due, kind: v.literal('notice'), ...to };
  const ofPurge = { ...notice, purgeAt: date };
  return byField('notice', {
    'deletion-scheduled': v.object({ ...ofPurge, notice: v.literal('deletion-scheduled') }),
    'deletion-reminder': v.object({ ...ofPurge, notice: v.literal('deletion-reminder') }),
    'deletion-cancelled': v.object({ ...notice, notice: v.literal('deletion-cancelled') }),
    'account-deactivated': v.object({ ...notice, notice: v.literal('account-deactivated') }),
    'account-reactivated': v.object({ ...notice, notice: v.literal('account-reactivated') }),
    'export-ready': v.object({ ...notice, notice: v.literal('export-ready'), availableUntil: date }),
    'account-deleted': v.object({
      ...notice,
      notice: v.literal('account-deleted'),
      deletedAt: date,
      receiptId: text,
      finalExportUntil: v.exactOptional(date),
    }),
  });
}
/** A notice: who hears it, and what it tells. */
export const noticeSchema = byField('audience', {
  owner: notices({ audience: v.literal('owner'), to: v.nullable(text) }),
  members: notices({ audience: v.literal('members') }),
});

const event = { ...due, kind: v.literal('event') };
const ofDeletion = { ...event, deletionId: text };
const eventSchema = byField('event', {
  AccountDeactivated: v.object({ ...event, event: v.literal('AccountDeactivated') }),
  AccountReactivated: v.object({ ...event, event: v.literal('AccountReactivated') }),
  AccountDeletionRequested: v.object({ ...ofDeletion, event: v.literal('AccountDeletionRequested'), confirmBy: date }),
  AccountDeletionScheduled: v.object({ ...ofDeletion, event: v.literal('AccountDeletionScheduled'), purgeAt: date }),
  AccountDeletionCancelled: v.object({ ...ofDeletion, event: v.literal('AccountDeletionCancelled') }),
  AccountDeletionExpired: v.object({ ...ofDeletion, event: v.literal('AccountDeletionExpired') }),
  AccountDeleted: v.object({ ...ofDeletion, event: v.literal('AccountDeleted'), deletedAt: date, receiptId: text }),
});
/** What publish-changes tells besides notices. */
export const tellingSchema = byField('kind', { event: eventSchema, entry: entrySchema });

const ofExport = v.object({ ...due, kind: v.picklist(['export', 'export-end']), exportId: text });
const ofArchives = v.object({ ...due, kind: v.picklist(['backups-end', 'final-export-end']) });
const owedShapes: Readonly<Record<Owed['kind'], v.GenericSchema<unknown, Owed>>> = {
  schedule: v.object({ ...due, kind: v.literal('schedule'), deletionId: text }),
  suspension: v.object({ ...due, kind: v.literal('suspension') }),
  purge: v.object({ ...due, kind: v.literal('purge'), deletionId: text }),
  expiry: v.object({ ...due, kind: v.literal('expiry'), deletionId: text }),
  notice: noticeSchema,
  event: eventSchema,
  entry: entrySchema,
  'hold-end': v.object({ ...due, kind: v.literal('hold-end') }),
  check: v.object({ ...due, kind: v.literal('check') }),
  'retention-end': v.object({ ...due, kind: v.literal('retention-end'), holdings: v.array(text) }),
  'backups-end': ofArchives,
  'final-export-end': ofArchives,
  export: ofExport,
  'export-end': ofExport,
};
/** Anything that is owed. */
export const owedSchema = byField('kind', owedShapes);
