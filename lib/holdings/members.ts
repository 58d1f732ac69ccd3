import type { ItemsPlace, LeftOut, MembersSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, query } from './holding.ts';

export interface MembersProps extends ItemsPlace, LeftOut {
  /** The attributes that hold the user's id, role (`owner` or `member`) and e-mail address. */
  readonly user: MembersSpec['user'];
}

/** The account's users: who is told, and what is erased last. There is one such holding, hence its name is given. */
export function members(props: MembersProps): Holding {
  const read = [query(props)];
  return holding(
    { kind: 'members', name: 'members', outcome: 'erase', ...props },
    {
      count: read,
      export: read,
      verify: read,
      tell: read,
      erase: [...read, onItems(props, 'dynamodb:BatchWriteItem')],
    },
  );
}
