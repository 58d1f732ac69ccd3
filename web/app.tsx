import { useMemo } from 'preact/hooks';
import { type Change, createApi } from './api.ts';
import type { Config } from './config.ts';
import { ConfigContext } from './config-context.ts';
import { LINK_PATH, type Link } from './link.ts';
import { Deleted, NoAccount, Unreachable } from './pages/ends.tsx';
import { LinkPage } from './pages/link-page.tsx';
import { Broken } from './pages/link-words.tsx';
import { Settings } from './pages/settings.tsx';
import { Welcome } from './pages/welcome.tsx';
import { Frame } from './parts/frame.tsx';
import { currentSession, type Session } from './session.ts';
import type { Return } from './sign-in.ts';
import { strings } from './strings.ts';
import { useAccount } from './use-account.ts';

/** How the reader came here. */
export interface Arrival {
  readonly path: string;
  readonly link: Link | null;
  /** How the sign-in went that they come from, if they do. */
  readonly outcome: Return['outcome'] | null;
  /** What they had asked for before it. */
  readonly change: Change | undefined;
}

/** The page for whoever has come, as they have come. */
export function App({ config, arrival }: { config: Config; arrival: Arrival }) {
  const session = currentSession();
  const { path, link, outcome } = arrival;
  const isBroken = link !== null && link.token === null;
  const title = path === LINK_PATH ? strings.titles.link : strings.titles.settings;
  return (
    <ConfigContext.Provider value={config}>
      {isBroken ? (
        <Frame title={title}>
          <Broken />
        </Frame>
      ) : session ? (
        <SignedIn config={config} arrival={arrival} session={session} title={title} />
      ) : (
        <Frame title={title}>
          <Welcome errand={errandOf(arrival)} why={outcome === 'failed' ? 'failed' : 'first'} />
        </Frame>
      )}
    </ConfigContext.Provider>
  );
}

interface SignedInProps {
  readonly config: Config;
  readonly arrival: Arrival;
  readonly session: Session;
  readonly title: string;
}

function SignedIn({ config, arrival, session, title }: SignedInProps) {
  const api = useMemo(() => createApi(config.api, session.bearer), [config, session.bearer]);
  const view = useAccount(api, arrival.change);
  const who = session.email ?? session.userId;
  const { account, problem } = view;

  const body = () => {
    if (problem?.code === 'signed-out') {
      const errand = { ...errandOf(arrival), change: view.failed?.change, userId: session.userId };
      return <Welcome errand={errand} why="ended" />;
    }
    if (problem?.code === 'account-deleted') return <Deleted problem={problem} />;
    if (problem?.code === 'not-owner') return <NoAccount />;
    if (problem) return <Unreachable problem={problem} onRetry={view.refresh} />;
    if (!account) return <p class="boot">{strings.shell.loading}</p>;
    const { link } = arrival;
    if (link?.token) return <LinkPage view={view} account={account} link={{ token: link.token }} who={who} />;
    return <Settings view={view} account={account} email={session.email} />;
  };
  return (
    <Frame title={problem?.code === 'account-deleted' ? strings.titles.deleted : title}>
      <Arrived arrival={arrival} who={who} />
      {body()}
    </Frame>
  );
}

/** What is to be said of a sign-in that did not come back as expected. */
function Arrived({ arrival: { outcome }, who }: { arrival: Arrival; who: string }) {
  if (outcome === null || outcome === 'signed-in') return null;
  const text = outcome === 'failed' ? strings.welcome.failed : strings.somebodyElse(who);
  return (
    <p class="aside" role="alert">
      {text}
    </p>
  );
}

const errandOf = ({ path, link }: Arrival) => ({ path, ...(link && { link }) });
