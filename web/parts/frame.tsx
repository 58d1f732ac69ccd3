import type { ComponentChildren } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { ConfigContext } from '../config-context.ts';
import { currentSession } from '../session.ts';
import { signOut } from '../sign-in.ts';
import { strings } from '../strings.ts';

interface FrameProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** What is around every page: whose session it is, and the way out. */
export function Frame({ title, children }: FrameProps) {
  const config = useContext(ConfigContext);
  const session = currentSession();
  useEffect(() => {
    document.title = `${title} · ${strings.frame.product}`;
  }, [title]);
  return (
    <>
      <header class="top">
        <a class="product" href="/">
          {strings.frame.product}
        </a>
        {session && (
          <p class="session">
            <span class="who">{strings.frame.signedInAs(session.email ?? session.userId)}</span>
            <button type="button" class="link" onClick={() => void signOut(config)}>
              {strings.frame.signOut}
            </button>
          </p>
        )}
      </header>
      <main>{children}</main>
    </>
  );
}
