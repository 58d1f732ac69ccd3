import type { Deletion } from '../api.ts';
import type { AccountView } from '../use-account.ts';
import { GraceCard } from './grace-card.tsx';
import { PurgingCard } from './purging-card.tsx';
import { WaitingCard } from './waiting-card.tsx';

export interface DeletionCardProps<D extends Deletion = Deletion> {
  readonly view: AccountView;
  readonly deletion: D;
  readonly isOwner: boolean;
}

/** The deletion under way, in the state that it is in. */
export function DeletionCard({ deletion, ...rest }: DeletionCardProps) {
  if (deletion.state === 'awaiting-confirmation') return <WaitingCard deletion={deletion} {...rest} />;
  if (deletion.state === 'scheduled') return <GraceCard deletion={deletion} {...rest} />;
  return <PurgingCard deletion={deletion} />;
}
