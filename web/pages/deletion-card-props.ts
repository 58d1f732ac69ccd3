import type { Deletion } from '../api.ts';
import type { AccountView } from '../use-account.ts';

/** What the card of a deletion is given, in whichever state it is. */
export interface DeletionCardProps<D extends Deletion = Deletion> {
  readonly view: AccountView;
  readonly deletion: D;
  readonly isOwner: boolean;
}
