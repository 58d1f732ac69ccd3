import * as v from 'valibot';
import { pausePurges } from '../lambdas/app/pause.ts';
import { said } from './acting.ts';
import { reason } from './given.ts';
import { verb } from './verb.ts';

/** Pauses all purges. */
export const pause = verb({
  name: 'pause',
  does: 'Pauses all purges: none begins, or is taken up again, until `go`.',
  call: '--reason <case>',
  help: '  --reason <case>      the case',
  options: { reason: { type: 'string' } },
  takes: v.strictObject({ reason }),
  async run({ reason }, system) {
    const paused = await pausePurges(system)({ by: await system.who(), reason });
    return { text: `Purges are paused since ${said(paused.at)}, for ${paused.reason}.`, data: { paused } };
  },
});
