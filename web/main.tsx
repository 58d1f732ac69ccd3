import { render } from 'preact';
import { App, type Arrival } from './app.tsx';
import { type Config, loadConfig } from './config.ts';
import { LINK_PATH, type Link, takeLink } from './link.ts';
import { Button } from './parts/button.tsx';
import { Screen } from './parts/screen.tsx';
import { finishSignIn, isReturning } from './sign-in.ts';
import { strings } from './strings.ts';

const root = document.getElementById('app')!;
/** Also where a hash was made a part of the path on the way here. */
const isLinkPage = () => location.pathname.startsWith(LINK_PATH);

/** Before anything else, and before anybody waits for anything: the token leaves the address bar. */
const mailed = isLinkPage() ? takeLink() : null;

start().catch(() => render(<NotStarted />, root));

async function start(): Promise<void> {
  const config = await loadConfig();
  show(config, isReturning() ? await returning(config) : opened(mailed));
  // A second link opened in the same tab only changes what is behind the hash.
  addEventListener('hashchange', () => isLinkPage() && location.hash && show(config, opened(takeLink())));
}

function opened(link: Link | null): Arrival {
  return { path: location.pathname, link, outcome: null, change: undefined };
}

async function returning(config: Config): Promise<Arrival> {
  const { path, link = null, outcome, change } = await finishSignIn(config);
  return { path, link, outcome, change };
}

function show(config: Config, arrival: Arrival): void {
  root.replaceChildren();
  render(<App key={Date.now()} config={config} arrival={arrival} />, root);
}

function NotStarted() {
  return (
    <main>
      <Screen title={strings.loadFailed.title}>
        <p role="alert">{strings.loadFailed.config}</p>
        <p class="actions">
          <Button kind="primary" onClick={() => location.reload()}>
            {strings.frame.retry}
          </Button>
        </p>
      </Screen>
    </main>
  );
}
