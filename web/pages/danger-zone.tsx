import { useLayoutEffect, useState } from 'preact/hooks';
import type { Preview, Problem } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Card, focusOn } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';
import { Steps } from '../parts/steps.tsx';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';
import { PreviewLists } from './preview-lists.tsx';
import { RequestForm } from './request-form.tsx';

interface DangerZoneProps {
  readonly view: AccountView;
  /** What has to be typed. */
  readonly phrase: string;
  readonly hasEmail: boolean;
}

/** Deleting: how it goes, then what it would mean, and only then the way to ask for it. */
export function DangerZone({ view, phrase, hasEmail }: DangerZoneProps) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const words = strings.danger;
  const isOpen = preview !== null;
  useLayoutEffect(() => {
    if (isOpen) focusOn('preview');
  }, [isOpen]);

  const review = async () => {
    setBusy(true);
    setProblem(undefined);
    const found = await view.ask.preview();
    setBusy(false);
    if (found.problem) setProblem(found.problem);
    else setPreview(found.value);
  };
  const close = () => {
    setPreview(null);
    focusOn('danger');
  };
  return (
    <Card id="danger" title={words.title} tone="danger">
      <p>{words.text}</p>
      <Steps steps={words.steps} />
      {!preview && (
        <p class="actions">
          <Button busy={busy} onClick={() => void review()}>
            {words.review}
          </Button>
        </p>
      )}
      <Failure problem={problem} />
      {preview && (
        <>
          <PreviewLists preview={preview} />
          <RequestForm view={view} phrase={phrase} hasEmail={hasEmail} onClose={close} />
        </>
      )}
      {/* Who comes back from signing in again finds no form here, but may find that it did not work. */}
      {!preview && view.failed?.change === 'request' && <Failure problem={view.failed.problem} change="request" />}
    </Card>
  );
}
