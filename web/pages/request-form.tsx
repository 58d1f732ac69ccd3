import { useRef, useState } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { Failure, useWait, waitingLabel } from '../parts/failure.tsx';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';

interface RequestFormProps {
  readonly view: AccountView;
  readonly phrase: string;
  readonly hasEmail: boolean;
  readonly onClose: () => void;
}

/** Asks for the link, of whoever has typed the address: nobody does that by mistake. */
export function RequestForm({ view, phrase, hasEmail, onClose }: RequestFormProps) {
  const words = strings.danger;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const failed = view.failed?.change === 'request' ? view.failed.problem : undefined;
  const wait = useWait(failed);

  const submit = (event: Event) => {
    event.preventDefault();
    const isRight = typed.trim().toLowerCase() === phrase.toLowerCase();
    setWrong(!isRight);
    if (isRight) view.act('request');
    else field.current?.focus();
  };
  return (
    <form class="request" onSubmit={submit} noValidate>
      <label for="phrase">{words.typeAddress(phrase)}</label>
      <p id="phrase-hint" class="small">
        {hasEmail ? words.typeHint.email : words.typeHint.id}
      </p>
      <input
        ref={field}
        id="phrase"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        inputMode={hasEmail ? 'email' : 'text'}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={wrong ? 'phrase-hint phrase-wrong' : 'phrase-hint'}
        aria-invalid={wrong}
      />
      {wrong && (
        <p id="phrase-wrong" class="failure" role="alert">
          {words.mismatch(phrase)}
        </p>
      )}
      <p class="actions">
        <Button kind="danger" busy={view.busy === 'request'} off={view.busy !== null || wait > 0}>
          {waitingLabel(words.request, wait)}
        </Button>
        <Button onClick={onClose}>{words.close}</Button>
      </p>
      <Failure problem={failed} change="request" />
    </form>
  );
}
