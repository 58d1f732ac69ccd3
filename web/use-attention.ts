import { useEffect } from 'preact/hooks';

/** Coming back to a tab is told twice or thrice. */
const AT_MOST_EVERY = 1_000;

/** Calls back when the reader comes back to the page, or to the network, and every so often while they look. */
export function useAttention(look: () => void, every: number | null): void {
  useEffect(() => {
    let last = 0;
    const seen = () => {
      if (document.visibilityState !== 'visible' || Date.now() - last < AT_MOST_EVERY) return;
      last = Date.now();
      look();
    };
    const timer = every === null ? undefined : setInterval(seen, every);
    document.addEventListener('visibilitychange', seen);
    addEventListener('focus', seen);
    addEventListener('online', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('focus', seen);
      removeEventListener('online', seen);
    };
  }, [look, every]);
}
