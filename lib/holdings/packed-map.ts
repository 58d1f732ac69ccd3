import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { HoldingSpec } from '../../lambdas/holdings/spec.ts';

/** A value that is known only on deployment, as the CDK writes it into a text. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/g;

/**
 * The map as a function's environment carries it, where 4 KB is all there is: JSON, deflated, in Base64; behind it,
 * each after a `;`, the values that are known only on deployment, in whose place the JSON has `@0@`, `@1@` …
 */
export function packMap(specs: readonly HoldingSpec[]): string {
  const tokens: string[] = [];
  const json = JSON.stringify(specs).replace(TOKEN, (token) => `@${tokens.push(token) - 1}@`);
  return [deflateRawSync(json, { level: 9 }).toString('base64'), ...tokens].join(';');
}

/** The map, from what {@link packMap} made of it and the deployment has filled in. */
export function unpackMap(text: string): readonly HoldingSpec[] {
  const [packed = '', ...values] = text.split(';');
  const json = inflateRawSync(Buffer.from(packed, 'base64')).toString();
  return JSON.parse(json.replace(/@(\d+)@/g, (_, n) => values[n] ?? ''));
}
