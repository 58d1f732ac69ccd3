import { Screen } from '../parts/screen.tsx';
import { SignInButton } from '../parts/sign-in-button.tsx';
import type { Errand } from '../sign-in.ts';
import { strings } from '../strings.ts';

interface WelcomeProps {
  readonly errand: Errand;
  readonly why: 'first' | 'ended' | 'failed';
}

/** For who is not signed in, or not any more. */
export function Welcome({ errand, why }: WelcomeProps) {
  const words = strings.welcome;
  const page = errand.link ? 'link' : 'settings';
  return (
    <Screen title={words[page].title} follows={why === 'ended'}>
      {why !== 'first' && (
        <p class="aside" role="alert">
          {words[why]}
        </p>
      )}
      <p>{words[page].text}</p>
      <p class="actions">
        <SignInButton errand={errand} />
      </p>
    </Screen>
  );
}
