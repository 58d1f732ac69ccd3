import type { ItemsPlace, ItemsSpec, Suspension } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, onItems, query } from './holding.ts';

export interface ItemsProps extends ItemsPlace {
  /** @default 'erase' */
  readonly outcome?: 'erase' | 'terminate';
  /** @default - nothing of it runs by itself */
  readonly suspension?: Suspension;
}

/** Items of a table, any number of them. */
export function items(name: string, props: ItemsProps): Holding {
  const { outcome = 'erase', suspension, ...place } = props;
  const spec: ItemsSpec = { kind: 'items', name, outcome, ...place, ...(suspension && { suspension }) };
  const read = [query(place)];
  const change = suspension && [...read, onItems(place, 'dynamodb:UpdateItem')];
  return holding(spec, {
    count: read,
    export: read,
    verify: read,
    erase: [...read, onItems(place, 'dynamodb:BatchWriteItem')],
    ...(change && { suspend: change, resume: change, ...(outcome === 'terminate' && { fence: change }) }),
  });
}
