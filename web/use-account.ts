import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Account, Api, Change, Outcome, Problem } from './api.ts';
import { clockFrom, READER, type ServerClock, useAlarm } from './clock.ts';
import { type News, newsOf } from './news.ts';
import { endSession } from './session.ts';
import { useAttention } from './use-attention.ts';

interface State {
  /** As it was last heard of. */
  readonly account: Account | null;
  readonly clock: ServerClock;
  /** Why there is no account to show. */
  readonly problem: Problem | null;
  readonly busy: Change | null;
  readonly failed: { readonly change: Change; readonly problem: Problem } | null;
  readonly news: News | null;
}

/** What is asked of the API for a part of the page, which shows the answer itself. */
type Asking = Pick<Api, 'preview' | 'confirm' | 'exports' | 'requestExport'>;

/** The account, and what can be done to it. */
export interface AccountView extends State {
  refresh(): void;
  act(change: Change): void;
  /** The same for as long as the session. */
  readonly ask: Asking;
}

const NOTHING: State = { account: null, clock: READER, problem: null, busy: null, failed: null, news: null };

/** With these there is nothing left to show or do here. */
const ENDS = new Set(['signed-out', 'account-deleted']);
const WATCHED_EVERY = 15_000;

/** Keeps the account up to date; `first` is done at once, where something was interrupted. */
export function useAccount(api: Api, first?: Change): AccountView {
  const [state, setState] = useState(NOTHING);
  const change = (changes: Partial<State>) => setState((before) => ({ ...before, ...changes }));
  // A look that began before a change has ended may show what was before it.
  const changes = useRef(0);
  const busy = useRef(false);

  const heed = useCallback(<T>(outcome: Outcome<T>) => {
    const { problem } = outcome;
    if (problem?.code === 'signed-out') endSession();
    if (problem && ENDS.has(problem.code)) change({ problem });
    return outcome;
  }, []);

  const refresh = useCallback(async () => {
    const before = changes.current;
    const { value, problem } = heed(await api.account());
    if (changes.current !== before) return;
    setState((old) => {
      if (problem) return old.account ? old : { ...old, problem };
      const clock = clockFrom(value.now);
      const news = old.account ? (newsOf(old.account, value, null) ?? old.news) : old.news;
      return { ...old, account: value, clock, problem: null, news };
    });
  }, [api, heed]);

  const act = useCallback(
    async (wanted: Change) => {
      if (busy.current) return;
      busy.current = true;
      changes.current++;
      change({ busy: wanted, failed: null, news: null });
      const { value, problem } = heed(await api.change(wanted));
      changes.current++;
      busy.current = false;
      if (problem) {
        change({ busy: null, failed: { change: wanted, problem } });
        if (!ENDS.has(problem.code)) await refresh();
        return;
      }
      setState((old) => {
        const news = newsOf(old.account, value, wanted);
        return { ...old, account: value, clock: clockFrom(value.now), problem: null, busy: null, news };
      });
    },
    [api, heed, refresh],
  );

  useEffect(() => void (first ? act(first) : refresh()), [act, refresh, first]);
  const { clock } = state;
  const end = endOf(state.account);
  const isDue = end !== null && clock.now() >= end;
  useAlarm(end, clock, refresh);
  useAttention(refresh, isDue || isWatched(state.account) ? WATCHED_EVERY : null);

  const ask = useMemo<Asking>(
    () => ({
      preview: async () => heed(await api.preview()),
      confirm: async (token) => heed(await api.confirm(token)),
      exports: async () => heed(await api.exports()),
      requestExport: async () => heed(await api.requestExport()),
    }),
    [api, heed],
  );
  return { ...state, refresh, act, ask };
}

/** When the deletion turns into something else by itself. */
function endOf(account: Account | null): number | null {
  const deletion = account?.deletion;
  if (deletion?.state === 'awaiting-confirmation') return Date.parse(deletion.confirmBy);
  return deletion?.state === 'scheduled' ? Date.parse(deletion.purgeAt) : null;
}

/** Mails bounce, links are opened on another device, and purges end, while one watches. */
function isWatched(account: Account | null): boolean {
  const state = account?.deletion?.state;
  return state === 'awaiting-confirmation' || state === 'purging';
}
