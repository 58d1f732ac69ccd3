import * as v from 'valibot';
import type { DueItem } from '../lambdas/app/ports.ts';
import type { Account } from '../lambdas/domain/account.ts';
import { isHeld } from '../lambdas/domain/hold.ts';
import { PUT_OFF } from '../lambdas/domain/put-off.ts';
import { HOUR, plus } from '../lambdas/domain/time.ts';
import { said } from './acting.ts';
import { hours } from './given.ts';
import type { System } from './system.ts';
import { verb } from './verb.ts';

/** Accounts that are loaded at once. */
const AT_ONCE = 20;

interface Overdue {
  readonly accountId: string;
  readonly deletionId: string;
  /** `waiting`: not begun. `stopped`: its execution has ended without a purge. `coming`: not due yet. */
  readonly is: 'quarantined' | 'held' | 'running' | 'stopped' | 'waiting' | 'coming';
  readonly purgeAt: Date;
  /** Of a quarantined one: what could not be done. */
  readonly holdings?: readonly string[];
}

/** Lists what is late. */
export const overdue = verb({
  name: 'overdue',
  does: 'Lists the deletions whose time has come and that are not purged: also held and quarantined ones.',
  call: '[--hours <n>]',
  help: '  --hours <n>          also those whose time comes within so many hours',
  options: { hours: { type: 'string' } },
  takes: v.strictObject({ hours: v.optional(hours, '0') }),
  async run({ hours }, system) {
    const now = system.clock();
    const horizon = plus(now, hours * HOUR);
    // One that waits for an operator is owed again up to a day later.
    const until = plus(now, Math.max(PUT_OFF, hours * HOUR));
    const found: Overdue[] = [];
    for (const batches of system.due('purges', until)) {
      for await (const items of batches) found.push(...(await overdueOf(items, now, horizon, system)));
    }
    const paused = await system.pause.read();
    found.sort((a, b) => a.purgeAt.getTime() - b.purgeAt.getTime());
    const lines = found.map((each) => lineOf(each, now));
    const head = paused ? [`Purges are paused since ${said(paused.at)}, for ${paused.reason}.`] : [];
    const text = [...head, ...(lines.length > 0 ? lines : ['Nothing is overdue.'])].join('\n');
    return { text, data: { paused, overdue: found } };
  },
});

async function overdueOf(items: readonly DueItem[], now: Date, horizon: Date, system: System): Promise<Overdue[]> {
  const found: Overdue[] = [];
  for (const some of chunks(items)) {
    const loaded = await Promise.all(some.map(({ accountId }) => system.accounts.load(accountId)));
    found.push(...(await Promise.all(loaded.map((account) => standing(account, now, horizon, system)))).flat());
  }
  return found;
}

async function standing(account: Account, now: Date, horizon: Date, { hasEnded }: System): Promise<Overdue[]> {
  if (account.status === 'deleted') return [];
  const { accountId, deletion } = account;
  if (!deletion || deletion.state === 'awaiting-confirmation' || deletion.purgeAt > horizon) return [];
  const { deletionId, purgeAt } = deletion;
  const about = { accountId, deletionId, purgeAt };
  if (purgeAt > now) return [{ ...about, is: 'coming' }];
  if (isHeld(account, now)) return [{ ...about, is: 'held' }];
  if (deletion.state === 'scheduled') return [{ ...about, is: 'waiting' }];
  if (deletion.quarantined) return [{ ...about, is: 'quarantined', holdings: deletion.quarantined.holdings }];
  return [{ ...about, is: (await hasEnded(deletion.execution)) ? 'stopped' : 'running' }];
}

function lineOf({ accountId, is, purgeAt, holdings = [] }: Overdue, now: Date): string {
  const hours = (now.getTime() - purgeAt.getTime()) / HOUR;
  const distance = hours < 0 ? `in ${Math.ceil(-hours)} h` : `${Math.floor(hours)} h ago`;
  return [`${is.padEnd(12)}${said(purgeAt)}  ${distance}  ${accountId}`, ...holdings].join('  ');
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += AT_ONCE) yield items.slice(at, at + AT_ONCE);
}
