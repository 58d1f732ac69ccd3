import * as v from 'valibot';
import { Refused } from '../lambdas/domain/refused.ts';
import { retry as again } from '../lambdas/domain/retry.ts';
import { changed } from './acting.ts';
import { accountId, reason } from './given.ts';
import { verb } from './verb.ts';

/** Has a purge go on. */
export const retry = verb({
  name: 'retry',
  does: 'Has a purge go on that was quarantined, or that should have begun or ended by now.',
  call: '<accountId> --reason <case> [--without-final-export]',
  help: `  --reason <case>           the case
  --without-final-export    go on though no final export could be made: then there is none to ask for`,
  argument: 'accountId',
  options: { reason: { type: 'string' }, 'without-final-export': { type: 'boolean' } },
  takes: v.strictObject({ accountId, reason, 'without-final-export': v.optional(v.literal(true)) }),
  async run({ accountId, reason, 'without-final-export': withoutFinalExport }, { accounts, clock, hasEnded, who }) {
    const known = await accounts.load(accountId);
    const running = known.status !== 'deleted' && known.deletion?.state === 'purging' && known.deletion;
    if (running && !running.quarantined && !(await hasEnded(running.execution))) {
      throw new Refused('nothing-to-retry', 'Its purge is under way.');
    }
    const act = { by: await who(), reason, withoutFinalExport };
    const retried = await accounts.change(accountId, (account) => again(account, act, clock()), known);
    return changed(retried, 'its purge is due now; it begins or goes on within minutes.');
  },
});
