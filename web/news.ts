import type { Account, Change } from './api.ts';
import { strings } from './strings.ts';

/** Something that came about; a new object each time, so that the same words twice are news twice. */
export interface News {
  readonly text: string;
  /** Whether the reader brought it about, and waits to be taken to it. */
  readonly wanted: boolean;
}

/** What there is to say when `after` takes the place of `before`; `change` is what the reader did, if anything. */
export function newsOf(before: Account | null, after: Account, change: Change | null): News | null {
  const text = change ? wordsFor(change, before) : unasked(before, after);
  return text === null ? null : { text, wanted: change !== null };
}

function wordsFor(change: Change, before: Account | null): string {
  const { news } = strings;
  const was = before?.deletion?.state;
  if (change === 'deactivate') return news.deactivated;
  if (change === 'reactivate') return news.reactivated;
  if (change === 'request') return was === 'awaiting-confirmation' ? news.resent : news.sent;
  return was === 'scheduled' ? news.kept : news.withdrawn;
}

function unasked(before: Account | null, after: Account): string | null {
  if (!before || signature(before) === signature(after)) return null;
  const { deletion } = before;
  const ranOut = deletion?.state === 'awaiting-confirmation' && after.now >= deletion.confirmBy;
  return ranOut && after.deletion === null ? strings.news.expired : strings.news.elsewhere;
}

const signature = ({ status, deletion }: Account): string => [status, deletion?.state, deletion?.requestedAt].join();
