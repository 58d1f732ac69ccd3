import { inflateRawSync } from 'node:zlib';
import type { HoldingSpec, RetainedSpec } from './spec.ts';

/** The data map as the environment carries it (`lib/holdings/packed-map.ts`); `lib` has checked it. */
export function readMap(text: string): readonly HoldingSpec[] {
  const [packed = '', ...values] = text.split(';');
  const json = inflateRawSync(Buffer.from(packed, 'base64')).toString();
  return JSON.parse(json.replace(/@(\d+)@/g, (_, n) => values[n] ?? ''));
}

/** How each kind of holding is made; a kind that is missing does not compile. */
export type Kinds<T> = { readonly [K in HoldingSpec['kind']]: (spec: Extract<HoldingSpec, { kind: K }>) => T };

/** The map's holdings, in its order. */
export const holdingsOf = <T>(map: readonly HoldingSpec[], kinds: Kinds<T>): readonly T[] =>
  map.map((spec) => (kinds[spec.kind] as (spec: HoldingSpec) => T)(spec));

/** The one holding of a kind, if the map has it. */
export const only = <K extends HoldingSpec['kind']>(map: readonly HoldingSpec[], kind: K) =>
  map.find((spec): spec is Extract<HoldingSpec, { kind: K }> => spec.kind === kind);

/** The one holding that says what an account owes; `lib` refuses a map with two. */
export const hasBalance = (spec: HoldingSpec): spec is RetainedSpec =>
  spec.kind === 'retained' && spec.balance !== undefined;
