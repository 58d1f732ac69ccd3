import * as v from 'valibot';
import { cancelOnBehalf } from '../lambdas/domain/on-behalf.ts';
import { changed } from './acting.ts';
import { accountId, reason } from './given.ts';
import { verb } from './verb.ts';

/** Cancels a deletion for an owner who cannot sign in. */
export const cancel = verb({
  name: 'cancel',
  does: 'Cancels a deletion for an owner who cannot sign in; until the purge begins.',
  call: '<accountId> --reason <case>',
  help: '  --reason <case>      the case',
  argument: 'accountId',
  options: { reason: { type: 'string' } },
  takes: v.strictObject({ accountId, reason }),
  async run({ accountId, reason }, { accounts, clock, who }) {
    const by = await who();
    const cancelled = await accounts.change(accountId, (account) => cancelOnBehalf(account, { by, reason }, clock()));
    return changed(cancelled, 'cancelled; whoever had been told of it hears so.');
  },
});
