import * as v from 'valibot';
import { newId } from '../lambdas/adapters/system.ts';
import { expireOverdue } from '../lambdas/domain/expire.ts';
import { requestOnBehalf } from '../lambdas/domain/on-behalf.ts';
import { Refused } from '../lambdas/domain/refused.ts';
import { changed, ownerAddressOf, said } from './acting.ts';
import { accountId, reason } from './given.ts';
import { verb } from './verb.ts';

/** Asks for a deletion for an owner who cannot sign in. */
export const request = verb({
  name: 'request',
  does: 'Schedules a deletion, in seven days, for an owner who cannot sign in.',
  call: '<accountId> --reason <case>',
  help: `  --reason <case>      the case; who asks has been found to be the owner

Owner and members are told at the addresses of the members list, reminded a day before, and the owner can cancel in
Settings as ever. A request that waits for its confirmation is replaced.`,
  argument: 'accountId',
  options: { reason: { type: 'string' } },
  takes: v.strictObject({ accountId, reason }),
  async run({ accountId, reason }, system) {
    const { accounts, clock, who } = system;
    const owner = await ownerAddressOf(system, accountId);
    // Nobody loses an account without having been told.
    if (owner === null) throw new Refused('nobody-to-tell', 'The members list has no address of its owner.');
    const ask = { deletionId: newId(), by: await who(), reason };
    const now = clock();
    // An overdue request ends by a change of its own, so that each event of the account has a number of its own.
    const current = await accounts.change(accountId, (account) => {
      requestOnBehalf(account, ask, now); // What is refused changes nothing.
      return expireOverdue(account, now);
    });
    const scheduled = await accounts.change(accountId, (account) => requestOnBehalf(account, ask, now), current);
    const { deletion } = scheduled;
    const purgeAt = deletion?.state === 'scheduled' ? said(deletion.purgeAt) : 'in seven days';
    return changed(scheduled, `scheduled; the purge begins at ${purgeAt}. Owner and members are told.`);
  },
});
