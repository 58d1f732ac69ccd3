import type { Holding } from './holdings/holding.ts';
import { items } from './holdings/items.ts';
import { members } from './holdings/members.ts';
import { phoneNumbers } from './holdings/phone-numbers.ts';
import { retained } from './holdings/retained.ts';
import type { Settings } from './settings.ts';

/**
 * The data map: what an account holds and what becomes of it. The one place to edit when the product holds
 * something more.
 */
export const holdings = ({ tables }: Settings): readonly Holding[] => [
  items('profile', { table: tables.profile, key: { partition: 'accountId' } }),

  members({
    table: tables.members,
    key: { partition: 'accountId', sort: 'userId' },
    user: { id: 'userId', role: 'role', email: 'email' },
  }),

  phoneNumbers('phone-numbers', {
    table: tables.phoneNumbers,
    key: { partition: 'accountId', sort: 'phoneNumberId' },
    numberId: 'phoneNumberId',
    suspension: { attribute: 'status', running: 'active', suspended: 'suspended' },
  }),

  items('campaigns', {
    table: tables.campaigns,
    key: { partition: 'accountId', sort: 'campaignId' },
    outcome: 'terminate',
    suspension: { attribute: 'status', running: 'running', suspended: 'suspended' },
  }),

  items('schedules', {
    table: tables.schedules,
    key: { partition: 'accountId', sort: 'scheduleId' },
    outcome: 'terminate',
    suspension: { attribute: 'status', running: 'enabled', suspended: 'suspended' },
  }),

  items('contacts', { table: tables.contacts, key: { partition: 'accountId', sort: 'contactId' } }),

  items('calls', {
    table: tables.calls,
    key: { partition: 'callId' },
    index: { name: 'byAccount', partition: 'accountId' },
  }),

  retained('usage', {
    table: tables.usage,
    key: { partition: 'accountId', sort: 'recordId' },
    keep: ['type', 'period', 'quantity', 'amount', 'currency', 'dueAt'],
    ground: 'Tax and commercial law: accounts and invoices',
    years: 10,
    balance: { sort: 'BALANCE', amount: 'amount', currency: 'currency' },
  }),
];
