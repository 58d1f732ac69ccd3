import * as v from 'valibot';
import { hold as place } from '../lambdas/domain/hold.ts';
import { changed, ownerAddressOf, said } from './acting.ts';
import { accountId, moment, reason } from './given.ts';
import { verb } from './verb.ts';

/** Places a legal hold. */
export const hold = verb({
  name: 'hold',
  does: 'Places a legal hold: nothing of the account is destroyed until its end, or its release.',
  call: '<accountId> --reason <case> [--until <date>]',
  help: `  --reason <case>      the case; for the same case the hold gets the new end
  --until <date>       when it ends by itself, like 2027-03-31T00:00:00Z; without it when it is released`,
  argument: 'accountId',
  options: { reason: { type: 'string' }, until: { type: 'string' } },
  takes: v.strictObject({ accountId, reason, until: v.optional(moment) }),
  async run({ accountId, reason, until = null }, system) {
    await ownerAddressOf(system, accountId);
    const by = await system.who();
    const held = await system.accounts.change(accountId, (account) =>
      place(account, { by, reason, until }, system.clock()),
    );
    return changed(held, `held for ${reason}, ${until ? `until ${said(until)}` : 'until it is released'}.`);
  },
});
