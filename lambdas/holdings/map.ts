import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Holding, KeptHolding, ReleaseNumber } from '../app/ports.ts';
import { items } from './items.ts';
import { phoneNumbers } from './phone-numbers.ts';
import { retained } from './retained.ts';
import type { HoldingSpec, RetainedSpec } from './spec.ts';

/** The data map as the environment carries it; `lib` has checked it. */
export const readMap = (json: string): readonly HoldingSpec[] => JSON.parse(json);

/** The map's holdings, in its order; only who can give numbers back can erase. */
export function holdingsOf(documents: DynamoDBDocumentClient, map: readonly HoldingSpec[]): readonly KeptHolding[];
export function holdingsOf(
  documents: DynamoDBDocumentClient,
  map: readonly HoldingSpec[],
  release: ReleaseNumber,
): readonly Holding[];
export function holdingsOf(documents: DynamoDBDocumentClient, map: readonly HoldingSpec[], release?: ReleaseNumber) {
  return map.map((spec) => {
    if (spec.kind === 'retained') return retained(documents, spec);
    if (spec.kind === 'phone-numbers' && release) return phoneNumbers(documents, spec, release);
    return items(documents, spec);
  });
}

/** The one holding of a kind, if the map has it. */
export const only = <K extends HoldingSpec['kind']>(map: readonly HoldingSpec[], kind: K) =>
  map.find((spec): spec is Extract<HoldingSpec, { kind: K }> => spec.kind === kind);

/** The one holding that says what an account owes; `lib` refuses a map with two. */
export const hasBalance = (spec: HoldingSpec): spec is RetainedSpec =>
  spec.kind === 'retained' && spec.balance !== undefined;
