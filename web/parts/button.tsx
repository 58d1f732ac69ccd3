import type { ComponentChildren } from 'preact';
import { strings } from '../strings.ts';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly kind?: 'primary' | 'danger' | 'plain' | 'quiet';
  /** It is being done: the button keeps the focus, and hears no further click. */
  readonly busy?: boolean;
  /** Something else is being done, or it is too early. */
  readonly off?: boolean;
  /** Left out in a form that is sent by it. */
  readonly onClick?: () => void;
}

/** A button that is never disabled, for that would drop the focus of whoever has just pressed it. */
export function Button({ children, kind = 'plain', busy = false, off = false, onClick }: ButtonProps) {
  const isOff = busy || off;
  const click = (event: Event) => {
    if (isOff) event.preventDefault();
    else onClick?.();
  };
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      class={`button ${kind}`}
      aria-disabled={isOff || undefined}
      aria-busy={busy || undefined}
      onClick={click}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      <span>{children}</span>
      {busy && <span class="unseen">{strings.frame.working}</span>}
    </button>
  );
}
