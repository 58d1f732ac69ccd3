import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Export, ExportIn, Problem } from './api.ts';
import { strings } from './strings.ts';
import type { AccountView } from './use-account.ts';
import { useAttention } from './use-attention.ts';

interface State {
  /** The newest first; null until they are known. */
  readonly exports: readonly Export[] | null;
  /** Why they are not known. */
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  /** Why another could not be asked for. */
  readonly failed: Problem | undefined;
  /** What came about since the reader came. */
  readonly news: string;
}

/** The copies of the data that the owner has asked for, kept up to date. */
export interface ExportsView extends State {
  /** The one that is being prepared. */
  readonly preparing: Export | undefined;
  readonly ready: readonly ExportIn<'ready'>[];
  ask(): void;
  /** Looks again; gives what was found, or null. */
  refresh(): Promise<readonly Export[] | null>;
}

const NOTHING: State = { exports: null, problem: undefined, busy: false, failed: undefined, news: '' };

/** Small ones take seconds, large ones hours. */
const OFTEN = { every: 5_000, for: 2 * 60_000 };
const SELDOM = 30_000;

export function useExports({ ask: asking, clock, refresh: lookAtAccount }: AccountView): ExportsView {
  const [state, setState] = useState(NOTHING);
  // A look that began before another was asked for would hide it again.
  const asks = useRef(0);
  const busy = useRef(false);

  const refresh = useCallback(async () => {
    const before = asks.current;
    const { value, problem } = await asking.exports();
    if (asks.current !== before) return null;
    setState((old) => {
      if (problem) return old.exports ? old : { ...old, problem };
      const { exports } = value;
      return { ...old, exports, problem: undefined, news: newsOf(old.exports, exports) ?? old.news };
    });
    return value?.exports ?? null;
  }, [asking]);

  const ask = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    asks.current++;
    setState((old) => ({ ...old, busy: true, failed: undefined, news: '' }));
    const { value, problem } = await asking.requestExport();
    asks.current++;
    busy.current = false;
    if (!problem) {
      const others = (old: State) => (old.exports ?? []).filter(({ exportId }) => exportId !== value.exportId);
      setState((old) => ({ ...old, busy: false, exports: [value, ...others(old)], news: strings.export.news.asked }));
      return;
    }
    setState((old) => ({ ...old, busy: false, failed: problem }));
    lookAtAccount();
    // Without an answer it may have been done all the same.
    const found = await refresh();
    if (found && preparingOf(found)) setState((old) => ({ ...old, failed: undefined }));
  }, [asking, refresh, lookAtAccount]);

  useEffect(() => void refresh(), [refresh]);
  const preparing = preparingOf(state.exports ?? []);
  useAttention(refresh, preparing ? pauseFor(preparing, clock.now()) : null);

  const ready = (state.exports ?? []).filter((each) => each.state === 'ready');
  return { ...state, preparing, ready, ask, refresh };
}

const preparingOf = (exports: readonly Export[]) => exports.find(({ state }) => state === 'preparing');

const pauseFor = ({ requestedAt }: Export, now: number): number =>
  now - Date.parse(requestedAt) < OFTEN.for ? OFTEN.every : SELDOM;

/** What became of the one that was being prepared. */
function newsOf(before: readonly Export[] | null, after: readonly Export[]): string | null {
  const awaited = preparingOf(before ?? []);
  const now = after.find(({ exportId }) => exportId === awaited?.exportId)?.state;
  return now === 'ready' || now === 'failed' ? strings.export.news[now] : null;
}
