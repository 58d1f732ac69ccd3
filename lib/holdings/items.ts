import type { ItemsPlace, ItemsSpec, LeftOut, Suspension } from '../../lambdas/holdings/spec.ts';
import { CANARY, type Holding, holding, onItems, query } from './holding.ts';

export interface ItemsProps extends ItemsPlace, LeftOut {
  /** @default 'erase' */
  readonly outcome?: 'erase' | 'terminate';
  /** @default - nothing of it runs by itself */
  readonly suspension?: Suspension;
}

/** Keys of canaries' items, and of no others. */
const OF_CANARIES = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${CANARY}*`] } };

/** Items of a table, any number of them. */
export function items(name: string, props: ItemsProps): Holding {
  const { outcome = 'erase', suspension, omit, ...place } = props;
  const rules = { ...(suspension && { suspension }), ...(omit && { omit }) };
  const spec: ItemsSpec = { kind: 'items', name, outcome, ...place, ...rules };
  const read = [query(place)];
  const change = suspension && [...read, onItems(place, 'dynamodb:UpdateItem')];
  return holding(spec, {
    count: read,
    export: read,
    verify: read,
    erase: [...read, onItems(place, 'dynamodb:BatchWriteItem')],
    plant: [{ ...onItems(place, 'dynamodb:PutItem'), conditions: OF_CANARIES }],
    ...(change && { suspend: change, resume: change, ...(outcome === 'terminate' && { fence: change }) }),
  });
}
