import { executions } from './holdings/executions.ts';
import type { Holding } from './holdings/holding.ts';
import { items } from './holdings/items.ts';
import { members } from './holdings/members.ts';
import { objects } from './holdings/objects.ts';
import { phoneNumbers } from './holdings/phone-numbers.ts';
import { retained } from './holdings/retained.ts';
import { schedules } from './holdings/schedules.ts';
import { users } from './holdings/users.ts';
import type { Settings } from './settings.ts';

/**
 * The data map: what an account holds and what becomes of it. The one place to edit when the product holds
 * something more. `userPoolId`: where its users are, if that is a Cognito user pool.
 */
export const holdings = (
  { tables, buckets, customerSchedules, stateMachines }: Settings,
  userPoolId: string | undefined,
): readonly Holding[] => [
  items('profile', { table: tables.profile, key: { partition: 'accountId' }, omit: ['webhookSecret'] }),

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

  executions('campaigns', {
    table: tables.campaigns,
    key: { partition: 'accountId', sort: 'campaignId' },
    executionArn: 'executionArn',
    stateMachine: stateMachines.campaigns,
    suspension: { attribute: 'status', running: 'running', suspended: 'suspended' },
  }),

  schedules('schedules', {
    table: tables.schedules,
    key: { partition: 'accountId', sort: 'scheduleId' },
    scheduleName: 'scheduleName',
    ...customerSchedules,
  }),

  items('contacts', { table: tables.contacts, key: { partition: 'accountId', sort: 'contactId' } }),

  items('calls', {
    table: tables.calls,
    key: { partition: 'callId' },
    index: { name: 'byAccount', partition: 'accountId' },
  }),

  objects('recordings', { bucket: buckets.recordings, prefix: 'recordings/{accountId}/' }),

  retained('usage', {
    table: tables.usage,
    key: { partition: 'accountId', sort: 'recordId' },
    keep: ['type', 'period', 'quantity', 'amount', 'currency', 'dueAt'],
    ground: 'Tax and commercial law: accounts and invoices',
    years: 10,
    balance: { sort: 'BALANCE', amount: 'amount', currency: 'currency' },
  }),

  ...(userPoolId
    ? [
        users('identity', {
          table: tables.members,
          key: { partition: 'accountId', sort: 'userId' },
          userPoolId,
          userId: 'userId',
        }),
      ]
    : []),
];
