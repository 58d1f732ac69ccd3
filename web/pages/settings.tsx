import { useLayoutEffect } from 'preact/hooks';
import type { Account } from '../api.ts';
import { focusOn } from '../parts/card.tsx';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';
import { AccountCard } from './account-card.tsx';
import { DangerZone } from './danger-zone.tsx';
import { DeletionCard } from './deletion-card.tsx';
import { ExportCard } from './export-card.tsx';
import { PauseCard } from './pause-card.tsx';

interface SettingsProps {
  readonly view: AccountView;
  readonly account: Account;
  readonly email: string | null;
}

/** Settings → General. */
export function Settings({ view, account, email }: SettingsProps) {
  const { deletion, viewer } = account;
  const isOwner = viewer.role === 'owner';
  useTakenToNews(view);
  return (
    <>
      <h1>{strings.titles.settings}</h1>
      <p id="news" class="news" role="status" tabIndex={-1}>
        {view.news?.text}
      </p>
      {deletion && <DeletionCard view={view} deletion={deletion} isOwner={isOwner} />}
      <AccountCard account={account} email={email} />
      {deletion?.state !== 'purging' && <PauseCard view={view} account={account} />}
      {isOwner && deletion?.state !== 'purging' && <ExportCard view={view} inGrace={deletion?.state === 'scheduled'} />}
      {isOwner && !deletion && <DangerZone view={view} phrase={email ?? account.accountId} hasEmail={email !== null} />}
    </>
  );
}

/** After each step the focus is where the next one begins: what the button was in may be gone. */
function useTakenToNews({ news }: AccountView): void {
  useLayoutEffect(() => {
    if (!news?.wanted || STAYS.includes(news.text)) return;
    focusOn(news.text === strings.news.sent ? 'deletion' : 'news');
  }, [news]);
}

/** The button that was pressed is still there, and takes back what it did. */
const STAYS: readonly string[] = [strings.news.deactivated, strings.news.reactivated];
