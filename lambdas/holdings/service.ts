import { askService, isWait } from '../adapters/service-calls.ts';
import type { SignedRequest } from '../adapters/signed-request.ts';
import type { Holding } from '../app/holding.ts';
import { MINUTE } from '../domain/time.ts';
import type { ServiceSpec } from './spec.ts';

/** A slice stops when its process has less than this left, milliseconds: one answer takes 10 seconds at most. */
const MARGIN = MINUTE;
/** Records of one page of an export. */
const PAGE = 500;
/** How long a service is left alone that has more and removed nothing, seconds. */
const NO_PROGRESS = 60;

/** What another service holds: every verb is a question to it (docs/connecting-a-service.md). */
export function service(request: SignedRequest, { name, outcome, url }: ServiceSpec): Holding {
  const ask = askService(request, url);

  async function settle(verb: 'suspend' | 'resume', accountId: string): Promise<void> {
    if (isWait(await ask(verb, { accountId }))) throw notYet(verb);
  }
  const notYet = (verb: string) => new Error(`POST ${url}/${verb}: not yet`);

  return {
    name,
    outcome,
    async count(accountId, most) {
      const answer = await ask('count', { accountId, ...(Number.isFinite(most) && { most }) });
      return answer.count > most ? { count: most, atLeast: true } : answer;
    },
    async *export(accountId, after) {
      for (let from: { cursor?: string } = after ?? {}; ; ) {
        const { records, cursor } = await ask('export', { accountId, most: PAGE, ...from });
        if (cursor === undefined) {
          yield { records };
          return;
        }
        if (cursor === from.cursor) throw new Error(`POST ${url}/export: does not move on`);
        from = { cursor };
        yield { records, cursor: from };
      }
    },
    suspend: (accountId) => settle('suspend', accountId),
    resume: (accountId) => settle('resume', accountId),
    async fence(accountId, deletionId) {
      if (isWait(await ask('fence', { accountId, deletionId }, deletionId))) throw notYet('fence');
    },
    async erase(accountId, slice) {
      const { deletionId } = slice;
      let erased = 0;
      for (let from: { cursor?: string } = slice.cursor ?? {}; ; ) {
        const answer = await ask('erase', { accountId, deletionId, ...from }, deletionId);
        if (isWait(answer)) return { erased, cursor: from, after: answer.retryAfter };
        erased += answer.erased;
        if (answer.cursor === undefined) return { erased };
        from = { cursor: answer.cursor };
        if (answer.erased === 0) return { erased, cursor: from, after: NO_PROGRESS };
        if (slice.timeLeft() < MARGIN) return { erased, cursor: from };
      }
    },
  };
}
