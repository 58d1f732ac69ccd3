import { useContext, useEffect, useState } from 'preact/hooks';
import { ConfigContext } from '../config-context.ts';
import { type Errand, signIn } from '../sign-in.ts';
import { strings } from '../strings.ts';
import { Button } from './button.tsx';

interface SignInButtonProps {
  readonly errand: Errand;
  /** Asks even whoever is signed in at the issuer. */
  readonly afresh?: boolean;
  readonly kind?: 'primary' | 'plain';
  readonly children?: string;
}

/** Leaves for the issuer, and comes back to the errand. */
export function SignInButton({
  errand,
  afresh = false,
  kind = 'primary',
  children = strings.frame.signIn,
}: SignInButtonProps) {
  const config = useContext(ConfigContext);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // Whoever comes back by the browser's button finds the page as they left it, kept by the browser.
    const back = () => setBusy(false);
    addEventListener('pageshow', back);
    return () => removeEventListener('pageshow', back);
  }, []);
  const leave = () => {
    setBusy(true);
    setFailed(false);
    signIn(config, errand, afresh).catch(() => {
      setBusy(false);
      setFailed(true);
    });
  };
  return (
    <>
      <Button kind={kind} busy={busy} onClick={leave}>
        {children}
      </Button>
      {failed && (
        <p class="failure" role="alert">
          {strings.welcome.issuerDown}
        </p>
      )}
    </>
  );
}
