import * as v from 'valibot';
import { type Account, currentDeletion } from '../lambdas/domain/account.ts';
import { isHeld } from '../lambdas/domain/hold.ts';
import type { Owed } from '../lambdas/domain/owed.ts';
import { said, withoutAddresses } from './acting.ts';
import { accountId } from './given.ts';
import { type Event, historyOf } from './history.ts';
import type { System } from './system.ts';
import { verb } from './verb.ts';

/** Shows an account. */
export const show = verb({
  name: 'show',
  does: 'Shows an account: its state, deletion, hold, exports, what is owed, and what the ledger says of it.',
  call: '<accountId>',
  help: '',
  argument: 'accountId',
  takes: v.strictObject({ accountId }),
  async run({ accountId }, system) {
    const account = await system.accounts.load(accountId);
    const shown = { ...(await stateOf(account, system)), owed: account.owed.map(owedOf) };
    const deletionId = account.status === 'deleted' ? account.deletionId : (account.deletion?.deletionId ?? null);
    const history = await historyOf(system.ledger, accountId, deletionId);
    const paused = await system.pause.read();
    return { text: textOf({ ...shown, paused, history }), data: { ...shown, paused, history } };
  },
});

async function stateOf(account: Account, { clock, hasEnded }: System) {
  const { accountId, rev, status } = account;
  if (account.status === 'deleted') {
    const { deletionId, deletedAt, receiptId, finalExportUntil = null } = account;
    return { accountId, rev, status, deletionId, deletedAt, receiptId, finalExportUntil };
  }
  const now = clock();
  const deletion = currentDeletion(account, now);
  const running = deletion?.state === 'purging' ? { running: !(await hasEnded(deletion.execution)) } : {};
  return {
    accountId,
    rev,
    status,
    deletion: deletion && { ...withoutAddresses(deletion), ...running },
    hold: isHeld(account, now) ? account.hold : null,
    exports: account.exports.map((each) => ('to' in each ? { ...each, to: undefined } : each)),
  };
}

/** What is owed, without the address that a mail goes to. */
const owedOf = ({ id: _, ...owed }: Owed): object => ('to' in owed ? { ...owed, to: undefined } : owed);

/** A line for each thing, indented by what it is a part of. */
function textOf({ history, ...shown }: Record<string, unknown> & { readonly history: readonly Event[] }): string {
  const events = history.map(({ at, what, deletionId, facts }) => {
    const when = at === null ? ''.padEnd(23) : said(new Date(at));
    return `    ${when}  ${[what, deletionId, ...factsOf(facts)].filter((part) => part !== undefined).join('  ')}`;
  });
  return [...linesOf(shown, ''), '  ledger:', ...(events.length > 0 ? events : ['    nothing'])].join('\n');
}

const factsOf = (facts: object): string[] =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${wordOf(value)}`);

const wordOf = (value: unknown): string =>
  value instanceof Date ? said(value) : typeof value === 'object' ? JSON.stringify(value) : String(value);

function linesOf(shown: object, indent: string): string[] {
  return Object.entries(shown)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => {
      if (Array.isArray(value)) {
        const items = value.map((item: object) => `${indent}    ${factsOf(item).join('  ')}`);
        return [`${indent}  ${name}:`, ...(items.length > 0 ? items : [`${indent}    nothing`])];
      }
      if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
        return [`${indent}  ${name}:`, ...linesOf(value, `${indent}  `)];
      }
      return [`${indent}  ${name}: ${value === null ? 'none' : wordOf(value)}`];
    });
}
