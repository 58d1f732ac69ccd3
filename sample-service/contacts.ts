import type { Answer, Question, ServiceVerb } from '../lambdas/adapters/service-contract.ts';

export interface Contact {
  readonly name: string;
  /** Whether mail is sent to them, or was until the account was suspended. */
  readonly mailing: 'on' | 'off' | 'suspended';
}

/** A verb answers, or says after how many seconds to ask the same again. */
export type Verbs = {
  readonly [V in ServiceVerb]: (question: Question<V>) => Answer<V> | { readonly retryAfter: number };
};

/** How many contacts one question removes at most. */
const SLICE = 500;

/**
 * A small product that keeps contacts, and what it does when their account goes.
 * @param slowness how many seconds erasing takes; 0 for slice by slice, while the caller waits
 */
export function contactsService(contacts: Map<string, Map<string, Contact>>, slowness = 0): Verbs {
  const of = (accountId: string) => contacts.get(accountId) ?? new Map<string, Contact>();
  const mailing = (accountId: string, from: Contact['mailing'], to: Contact['mailing']) => {
    const mine = of(accountId);
    for (const [id, contact] of mine) if (contact.mailing === from) mine.set(id, { ...contact, mailing: to });
    return {};
  };
  /** How many contacts a deletion's job has removed, which is not yet told; null while the job is at it. */
  const jobs = new Map<string, number | null>();
  const start = (deletionId: string, mine: Map<string, Contact>) => {
    jobs.set(deletionId, null);
    setTimeout(() => {
      jobs.set(deletionId, mine.size);
      mine.clear();
    }, slowness * 1_000).unref();
  };

  return {
    count({ accountId, most = Number.POSITIVE_INFINITY }) {
      const count = of(accountId).size;
      return count > most ? { count: most, atLeast: true } : { count };
    },

    export({ accountId, most, cursor = '' }) {
      const rest = [...of(accountId)].filter(([id]) => id > cursor).sort(([a], [b]) => (a < b ? -1 : 1));
      const page = rest.slice(0, most);
      const records = page.map(([id, contact]) => ({ id, ...contact }));
      return { records, ...(rest.length > most && { cursor: page.at(-1)![0] }) };
    },

    suspend: ({ accountId }) => mailing(accountId, 'on', 'suspended'),
    resume: ({ accountId }) => mailing(accountId, 'suspended', 'on'),
    fence({ accountId }) {
      mailing(accountId, 'suspended', 'off');
      return mailing(accountId, 'on', 'off');
    },

    erase({ accountId, deletionId }) {
      const mine = of(accountId);
      if (slowness === 0) {
        const slice = [...mine.keys()].slice(0, SLICE);
        for (const id of slice) mine.delete(id);
        return { erased: slice.length, ...(mine.size > 0 && { cursor: 'more' }) };
      }
      const job = jobs.get(deletionId);
      if (job === undefined && mine.size === 0) return { erased: 0 };
      if (job === undefined) start(deletionId, mine);
      if (typeof job !== 'number') return { retryAfter: slowness };
      // Told once: what is written from now on begins a new job under the same key.
      jobs.delete(deletionId);
      return { erased: job };
    },

    verify({ accountId }) {
      const held = of(accountId).size;
      return { held, left: held };
    },
  };
}
