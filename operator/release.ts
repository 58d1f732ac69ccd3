import * as v from 'valibot';
import { release as end } from '../lambdas/domain/hold.ts';
import { changed } from './acting.ts';
import { accountId, reason } from './given.ts';
import { verb } from './verb.ts';

/** Releases a legal hold. */
export const release = verb({
  name: 'release',
  does: 'Releases a legal hold; a purge that it stopped goes on by itself.',
  call: '<accountId> --reason <case>',
  help: '  --reason <case>      the case',
  argument: 'accountId',
  options: { reason: { type: 'string' } },
  takes: v.strictObject({ accountId, reason }),
  async run({ accountId, reason }, { accounts, clock, who }) {
    const by = await who();
    const released = await accounts.change(accountId, (account) => end(account, { by, reason }, clock()));
    return changed(released, 'held no more.');
  },
});
