import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import * as v from 'valibot';
import type { PublishedKey } from '../app/get-keys.ts';
import type { ReceiptStatement } from '../app/run-canary.ts';

const date = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
);
const header = v.object({ kid: v.string(), alg: v.literal('ES256') });
const statement = v.looseObject({
  purgeAt: date,
  startedAt: date,
  holdings: v.array(v.looseObject({ name: v.string(), before: v.number() })),
});

/** What a receipt says (compact JWS, ES256), if one of these keys has signed it; null for anything else. */
export function readSigned(jws: string, keys: readonly PublishedKey[]): ReceiptStatement | null {
  const [head = '', payload = '', signature = '', ...more] = jws.split('.');
  const read = v.safeParse(header, parsed(head));
  const key = read.success && keys.find(({ kid }) => kid === read.output.kid);
  if (!key || more.length > 0) return null;
  const publicKey = createPublicKey({ key: { ...key } as JsonWebKey, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${payload}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    bytes,
  );
  const said = v.safeParse(statement, parsed(payload));
  return isRight && said.success ? said.output : null;
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    return null;
  }
}
