import { useMemo } from 'preact/hooks';
import type { Change, Problem } from '../api.ts';
import { READER, useNow } from '../clock.ts';
import { roughly, ticking } from '../format.ts';
import { currentSession } from '../session.ts';
import { strings } from '../strings.ts';
import { SignInButton } from './sign-in-button.tsx';

interface FailureProps {
  readonly problem: Problem | undefined;
  /** What to go on with after signing in again. */
  readonly change?: Change;
}

/** Why something was not done, beside where it was asked for. */
export function Failure({ problem, change }: FailureProps) {
  if (!problem) return null;
  if (problem.code === 'reauthentication-required') return <Reauthenticate change={change} />;
  return <Words problem={problem} />;
}

function Words({ problem: { code, retryAt } }: { problem: Problem }) {
  const text = strings.problems[code] ?? strings.problems.internal;
  // Said once: an alert whose words change every second is read out every second.
  const wait = useMemo(() => (retryAt ? ` ${strings.retryIn(roughly(retryAt - Date.now() + 999))}.` : ''), [retryAt]);
  return (
    <p class="failure" role="alert">
      {text}
      {wait}
    </p>
  );
}

function Reauthenticate({ change }: { change: Change | undefined }) {
  const { title, text, action } = strings.reauthenticate;
  return (
    <div class="aside" role="alert">
      <h3>{title}</h3>
      <p>{text}</p>
      <SignInButton errand={{ path: location.pathname, change, userId: currentSession()?.userId }} afresh>
        {action}
      </SignInButton>
    </div>
  );
}

/** Milliseconds until it may be tried again; 0 once it may. */
export function useWait(problem: Problem | undefined): number {
  const now = useNow(READER);
  return Math.max(0, (problem?.retryAt ?? 0) - now);
}

/** The words of a button that has to wait: the countdown is for the eye, the failure beside it has said it. */
export const waitingLabel = (label: string, wait: number): string => (wait > 0 ? `${label} · ${ticking(wait)}` : label);
