import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { focusOn } from './card.tsx';

interface ScreenProps {
  readonly title: string;
  readonly tone?: 'calm' | 'notice' | 'danger';
  /** Whether it takes the place of what the reader was at, and so takes the focus too. */
  readonly follows?: boolean;
  readonly children: ComponentChildren;
}

/** A page that has one thing to say. */
export function Screen({ title, tone = 'calm', follows = false, children }: ScreenProps) {
  useLayoutEffect(() => {
    if (follows) focusOn('screen');
  }, [follows, title]);
  return (
    <section class={`card screen ${tone}`} aria-labelledby="screen">
      <h1 id="screen" tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  );
}
