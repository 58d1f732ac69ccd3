import * as v from 'valibot';
import { reappliedPath } from '../lambdas/app/ledger-paths.ts';
import { reapplyDeletions } from '../lambdas/app/reapply-deletions.ts';
import { Refused } from '../lambdas/domain/refused.ts';
import { moment, reason } from './given.ts';
import { verb } from './verb.ts';

/** Has past deletions hold again after a restore. */
export const reapply = verb({
  name: 'reapply',
  does: 'After a restore: has what was purged or cancelled since then hold again, and gives what is scheduled a day more.',
  call: '--since <time> --reason <case>',
  help: `  --since <time>       the moment that the backup is of
  --reason <case>      the case`,
  options: { since: { type: 'string' }, reason: { type: 'string' } },
  takes: v.strictObject({ since: moment, reason }),
  async run({ since, reason }, system) {
    const { clock, ledger, pause, who } = system;
    if (!(await pause.read()))
      throw new Refused('not-paused', 'Pause the purges first: operator pause --reason <case>.');
    if (since > clock()) throw new Refused('not-yet', 'No backup can be of a moment that is still to come.');
    const at = clock();
    await ledger.add(reappliedPath(at), JSON.stringify({ by: await who(), reason, at, since }));
    const done = await reapplyDeletions(system)(since);
    const { purged, cancelled, postponed } = done;
    const text = `${purged} purged and ${cancelled} cancelled deletions hold again; ${postponed} have a day more at least.
What came back of the purged accounts is erased within a quarter of an hour. When all is right: operator go --reason <case>.`;
    return { text, data: done };
  },
});
