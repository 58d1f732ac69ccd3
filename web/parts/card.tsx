import type { ComponentChildren } from 'preact';

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly tone?: 'calm' | 'notice' | 'danger';
  readonly children: ComponentChildren;
}

/** A part of the page, under a heading that can be given the focus. */
export function Card({ id, title, tone = 'calm', children }: CardProps) {
  return (
    <section class={`card ${tone}`} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Gives the focus to what has the id, and brings it into sight. */
export function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
