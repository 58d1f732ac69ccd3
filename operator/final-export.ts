import * as v from 'valibot';
import { openFinalExport } from '../lambdas/app/open-final-export.ts';
import { said } from './acting.ts';
import { code, reason, receiptId } from './given.ts';
import { verb } from './verb.ts';

/** Opens a final export for a former customer. */
export const finalExport = verb({
  name: 'final-export',
  does: 'Opens the final export of a deleted account for its former owner.',
  call: '<receiptId> (--code <code> | --second-operator) --reason <case>',
  help: `  --code <code>        the code of the last mail, as the former customer gives it
  --second-operator    without it: two operators have to say the same, for the same case, within a day
  --reason <case>      the case

Who opened it, and why, stands in the ledger before there is a link.`,
  argument: 'receiptId',
  options: { code: { type: 'string' }, 'second-operator': { type: 'boolean' }, reason: { type: 'string' } },
  takes: v.pipe(
    v.strictObject({
      receiptId,
      reason,
      code: v.optional(code),
      'second-operator': v.optional(v.boolean(), false),
    }),
    v.forward(
      v.partialCheck(
        [['code'], ['second-operator']],
        ({ code, 'second-operator': second }) => (code === undefined) === second,
      ),
      ['code'],
    ),
  ),
  async run({ receiptId, reason, code = null }, system) {
    const opened = await openFinalExport(system)({ receiptId, reason, code, by: await system.who() });
    if (opened.is === 'waiting') {
      const text = `Entered. Another operator has to say the same before ${said(opened.until)}.`;
      return { text, data: opened };
    }
    const archives = opened.archives.map(
      ({ name, bytes, sha256, url }) => `${name}, ${bytes} bytes, SHA-256 ${sha256}\n${url}`,
    );
    return { text: [`Links, good until ${said(opened.linksUntil)}:`, ...archives].join('\n\n'), data: opened };
  },
});
