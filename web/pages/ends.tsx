import type { Problem } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Day, Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { SignInButton } from '../parts/sign-in-button.tsx';
import { strings } from '../strings.ts';

/** The account is gone. */
export function Deleted({ problem }: { problem: Problem }) {
  const { deletedAt, legalContact, finalExportUntil } = problem;
  const words = strings.deleted;
  return (
    <Screen title={words.title} follows>
      {deletedAt && (
        <p>
          {words.on} <Moment at={deletedAt} />.
        </p>
      )}
      <p>{words.text}</p>
      {finalExportUntil && (
        <p>
          {words.export} <Day at={finalExportUntil} />. {words.exportHow}
        </p>
      )}
      {legalContact && (
        <p>
          {words.contact} <a href={`mailto:${legalContact}`}>{legalContact}</a>
        </p>
      )}
    </Screen>
  );
}

/** The session is good, but is nobody's in any account. */
export function NoAccount() {
  const words = strings.noAccount;
  return (
    <Screen title={words.title}>
      <p>{words.text}</p>
      <p class="actions">
        <SignInButton errand={{ path: '/' }} afresh>
          {strings.frame.signInAsOther}
        </SignInButton>
      </p>
    </Screen>
  );
}

/** The account could not be loaded, and nothing of it is known. */
export function Unreachable({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { title, text } = strings.loadFailed;
  return (
    <Screen title={title}>
      <p role="alert">{problem.code === 'offline' ? text.offline : text.other}</p>
      <p class="actions">
        <Button kind="primary" onClick={onRetry}>
          {strings.frame.retry}
        </Button>
      </p>
    </Screen>
  );
}
