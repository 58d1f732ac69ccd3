import * as v from 'valibot';
import type { Account, Export } from '../domain/account.ts';
import { byField } from './by-field.ts';
import { date } from './stored-date.ts';

const PREFIX = 'EXPORT#';

/** Where an export lies in its account's partition. */
export const exportKey = ({ exportId }: Export): string => `${PREFIX}${exportId}`;

const asked = { exportId: v.string(), requestedAt: date };
const archive = v.object({ name: v.string(), bytes: v.number(), sha256: v.string() });
const schema = byField('state', {
  preparing: v.object({
    state: v.literal('preparing'),
    ...asked,
    to: v.nullable(v.string()),
    execution: v.exactOptional(v.string()),
  }),
  ready: v.object({
    state: v.literal('ready'),
    ...asked,
    archives: v.array(archive),
    readyAt: date,
    availableUntil: date,
  }),
  failed: v.object({ state: v.literal('failed'), ...asked }),
});

/** The exports among the items of a partition, oldest first. */
export const readExports = (items: readonly { readonly sk: string }[]): Export[] =>
  items
    .filter(({ sk }) => sk.startsWith(PREFIX))
    .map((item): Export => v.parse(schema, item))
    .sort((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());

/** The exports of an account; a dead one has none. */
export const exportsOf = (account: Account): readonly Export[] => (account.status === 'deleted' ? [] : account.exports);
