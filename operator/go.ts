import * as v from 'valibot';
import { letPurgesGo } from '../lambdas/app/pause.ts';
import { HOUR } from '../lambdas/domain/time.ts';
import { said } from './acting.ts';
import { hours, reason } from './given.ts';
import { verb } from './verb.ts';

/** Lets paused purges go on. */
export const go = verb({
  name: 'go',
  does: 'Lets paused purges go on; those that are due are taken up within a quarter of an hour.',
  call: '--reason <case> [--hours <n>]',
  help: `  --reason <case>      the case
  --hours <n>          for so long the brake does not pause them again, however many come; 1`,
  options: { reason: { type: 'string' }, hours: { type: 'string' } },
  takes: v.strictObject({ reason, hours: v.optional(hours, '1') }),
  async run({ reason, hours }, system) {
    const { brakeFrom } = await letPurgesGo(system)({ by: await system.who(), reason }, hours * HOUR);
    return { text: `Purges go on. The brake is off until ${said(brakeFrom)}.`, data: { paused: null, brakeFrom } };
  },
});
