import type { DeletionCardProps } from './deletion-card-props.ts';
import { GraceCard } from './grace-card.tsx';
import { PurgingCard } from './purging-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

/** The deletion under way, in the state that it is in. */
export function DeletionCard({ deletion, ...rest }: DeletionCardProps) {
  if (deletion.state === 'awaiting-confirmation') return <WaitingCard deletion={deletion} {...rest} />;
  if (deletion.state === 'scheduled') return <GraceCard deletion={deletion} {...rest} />;
  return <PurgingCard deletion={deletion} />;
}
