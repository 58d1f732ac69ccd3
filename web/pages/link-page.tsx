import { useEffect, useState } from 'preact/hooks';
import type { Account, Outcome } from '../api.ts';
import { isFor, type Link } from '../link.ts';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';
import { LinkOffer } from './link-offer.tsx';
import { Begun, Cancelled, Done, Expired, NotOwner, OtherAccount, Replaced, Used } from './link-words.tsx';

interface LinkPageProps {
  readonly view: AccountView;
  readonly account: Account;
  readonly link: Link & { readonly token: string };
  readonly who: string;
}

/** Behind the mailed link: says what it is about, and does it on one click. */
export function LinkPage({ view, account, link, who }: LinkPageProps) {
  const [outcome, setOutcome] = useState<Outcome<Account> | null>(null);
  const [busy, setBusy] = useState(false);
  const [isOther, setIsOther] = useState<boolean | null>(null);
  const { accountId, deletion, viewer } = account;
  useEffect(() => void isFor(link.token, accountId).then((is) => setIsOther(!is)), [link.token, accountId]);

  const confirm = async () => {
    setBusy(true);
    const answer = await view.ask.confirm(link.token);
    // Without an answer it may have been done all the same: the account knows.
    if (answer.problem) view.refresh();
    setBusy(false);
    setOutcome(answer);
  };

  const confirmed = outcome?.value?.deletion;
  if (confirmed?.state === 'scheduled') return <Done purgeAt={confirmed.purgeAt} />;
  if (isOther === null) return <p class="boot">{strings.shell.loading}</p>;
  if (isOther) return <OtherAccount accountId={accountId} link={link} />;
  if (viewer.role === 'member' || outcome?.problem?.code === 'not-owner') return <NotOwner who={who} link={link} />;
  if (deletion?.state === 'purging') return <Begun {...deletion} />;
  if (deletion?.state === 'scheduled') return <Used {...deletion} />;
  switch (outcome?.problem?.code) {
    case 'token-expired':
      return <Expired />;
    case 'token-cancelled':
      return <Cancelled />;
    case 'token-invalid':
      return <Replaced link={link} />;
    default:
      return (
        <LinkOffer
          account={account}
          clock={view.clock}
          problem={outcome?.problem}
          busy={busy}
          onConfirm={() => void confirm()}
        />
      );
  }
}
