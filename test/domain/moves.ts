import { type Account, untouched } from '../../lambdas/domain/account.ts';
import { settleAfterPurge, takeAfterPurge } from '../../lambdas/domain/after-purge.ts';
import { cancel } from '../../lambdas/domain/cancel.ts';
import { confirm } from '../../lambdas/domain/confirm.ts';
import { deactivate, reactivate } from '../../lambdas/domain/deactivate.ts';
import { undelivered } from '../../lambdas/domain/delivery.ts';
import { expire } from '../../lambdas/domain/expire.ts';
import { following } from '../../lambdas/domain/follow.ts';
import { endHold, hold, release } from '../../lambdas/domain/hold.ts';
import { cancelOnBehalf, requestOnBehalf } from '../../lambdas/domain/on-behalf.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import { claim, finish, quarantine } from '../../lambdas/domain/purge.ts';
import { putOffPurge } from '../../lambdas/domain/put-off.ts';
import { mailFailed, request } from '../../lambdas/domain/request.ts';
import { retry } from '../../lambdas/domain/retry.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';

/** Something that may be done to an account at any moment; a refusal is thrown. */
export type Move = (account: Account, now: Date) => Account;

export const START = new Date('2026-03-01T12:00:00.000Z');
const USERS = ['ada', 'bob'];
const EXECUTIONS = ['arn:1', 'arn:2'];
const CASE = { by: 'AIDA1', reason: 'CASE-1' };
const other = (execution: string) => EXECUTIONS.find((each) => each !== execution)!;

/** The newest link's hash names the deletion's age, so that every token and id is made once. */
const named = (account: Account) => `${account.rev + 1}`;
const deletionOf = (account: Account) =>
  account.status === 'deleted' ? account.deletionId : (account.deletion?.deletionId ?? 'none');
const email = (user: string) => `${user}@example.com`;
const linkOf = (account: Account) => (account.status === 'deleted' ? '' : (account.latestLink?.tokenHash ?? ''));

const asking = (user: string): Move => {
  return (account, now) => {
    const ask = { deletionId: `d-${named(account)}`, tokenHash: `t-${named(account)}`, asker: user };
    return request(account, { ...ask, authenticatedAt: now, email: email(user) }, now);
  };
};
const confirming = (user: string): Move => {
  return (account, now) => confirm(account, { tokenHash: linkOf(account), presentedBy: user, email: email(user) }, now);
};
const claiming = (execution: string, afterTheOther: boolean): Move => {
  return (account, now) => {
    const by = { deletionId: deletionOf(account), execution, receiptId: 'receipt', ownerAddress: email('eve') };
    return claim(account, { ...by, ...(afterTheOther && { ended: other(execution) }) }, now);
  };
};
const byClaimer = (account: Account) => ({
  deletionId: deletionOf(account),
  execution: account.status !== 'deleted' && account.deletion?.state === 'purging' ? account.deletion.execution : '',
});
const without = (account: Account, gone: readonly Owed[]): Account =>
  gone.length === 0 ? account : { ...account, owed: account.owed.filter((owed) => !gone.includes(owed)) };

/** What people, the clock, the readers of the stream and the purge may do. */
export const MOVES: Readonly<Record<string, Move>> = {
  ...Object.fromEntries(USERS.map((user) => [`${user} asks`, asking(user)])),
  ...Object.fromEntries(USERS.map((user) => [`${user} confirms`, confirming(user)])),
  'somebody confirms by an older link': (account, now) =>
    confirm(account, { tokenHash: 'older', presentedBy: 'ada', email: null }, now),
  'the owner cancels': (account, now) => cancel(account, email('ada'), now),
  'the owner deactivates': (account, now) => deactivate(account, email('ada'), now),
  'the owner reactivates': (account, now) => reactivate(account, email('ada'), now),
  'the mail fails': (account) => mailFailed(account, linkOf(account)),
  'the mail comes back': (account) => {
    const about = { deletionId: deletionOf(account), addresses: USERS.map(email) };
    return undelivered(account, { ...about, delivery: 'bounced' });
  },
  'the address vanishes': (account, now) => {
    if (account.status === 'deleted' || account.deletion?.state !== 'awaiting-confirmation') return account;
    const { mail, ...rest } = account.deletion;
    return mail && now >= rest.confirmBy ? { ...account, deletion: rest } : account;
  },
  'follow-account comes by': (account, now) => {
    const { settles, expire: expired, endHold: ended, putOff } = following(account, now);
    const settled = expired.reduce((before, id) => expire(before, id, now), without(account, settles));
    const freed = ended ? endHold(settled, now) : settled;
    return putOff ? putOffPurge(freed, now) : freed;
  },
  'all notices are sent': (account, now) =>
    without(
      account,
      account.owed.filter(({ kind, dueAt }) => kind === 'notice' && dueAt <= now),
    ),
  ...Object.fromEntries(EXECUTIONS.map((execution) => [`${execution} claims`, claiming(execution, false)])),
  ...Object.fromEntries(EXECUTIONS.map((execution) => [`${execution} takes up`, claiming(execution, true)])),
  'the purge is set aside': (account, now) => quarantine(account, byClaimer(account), ['contacts'], now),
  'the purge ends': (account, now) =>
    finish(account, byClaimer(account), {
      deletedAt: now,
      kept: [{ holding: 'usage', until: plus(now, 40 * DAY) }],
      finalExportUntil: plus(now, 30 * DAY),
    }),
  'a stranger ends the purge': (account, now) =>
    finish(account, { ...byClaimer(account), execution: 'arn:stranger' }, { deletedAt: now, kept: [] }),
  'what is due of the dead is taken': (account, now) => takeAfterPurge(account, deletionOf(account), now),
  'the check is done': (account) => settleAfterPurge(account, { kind: 'check' }, []),
  'the retention ends': (account) => settleAfterPurge(account, { kind: 'retention-end' }, ['usage']),
  'the backups end': (account) => settleAfterPurge(account, { kind: 'backups-end' }, []),
  'the final export ends': (account) => settleAfterPurge(account, { kind: 'final-export-end' }, []),
};

/** What operators may do. */
export const OPERATORS_MOVES: Readonly<Record<string, Move>> = {
  'an operator holds it for a day': (account, now) => hold(account, { ...CASE, until: plus(now, DAY) }, now),
  'an operator holds it': (account, now) => hold(account, { ...CASE, until: null }, now),
  'an operator releases it': (account, now) => release(account, CASE, now),
  'an operator asks': (account, now) => requestOnBehalf(account, { ...CASE, deletionId: `d-${named(account)}` }, now),
  'an operator cancels': (account, now) => cancelOnBehalf(account, CASE, now),
  'an operator has it tried again': (account, now) => retry(account, CASE, now),
  'an operator goes without the final export': (account, now) =>
    retry(account, { ...CASE, withoutFinalExport: true }, now),
};

export const NEW: Account = untouched('acme');
