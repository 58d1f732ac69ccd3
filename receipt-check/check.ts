import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import * as v from 'valibot';
import { statements } from './statements.ts';

/** What a receipt or one of its sequels says, and the key that has signed it. */
export interface Checked {
  readonly keyId: string;
  readonly statement: v.InferOutput<(typeof statements)[keyof typeof statements]>;
}

/** Why it cannot be believed. */
export class NotValid extends Error {
  override readonly name = 'NotValid';
}

/** Three parts, and a signature of 64 bytes. */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]{86}$/;

/**
 * Checks a receipt, or a sequel of one, against a set of public keys. Nothing that it says expires.
 * @param jws what `GET /receipts/{receiptId}` answers, to the byte
 * @param jwks what `GET /.well-known/jwks.json` answers, parsed
 * @throws NotValid
 */
export async function check(jws: string, jwks: unknown): Promise<Checked> {
  if (!COMPACT_JWS.test(jws) || !isCanonical(jws.slice(-86))) {
    throw new NotValid('It is not a receipt: three parts in base64url, with dots between them, are expected.');
  }
  const { payload, protectedHeader: header } = await verified(jws, jwks);
  const schema = Object.hasOwn(statements, header.typ ?? '') ? statements[header.typ as keyof typeof statements] : null;
  if (schema === null) throw new NotValid(`It is signed, but no receipt: its type is ${header.typ ?? 'not told'}.`);
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), new TextDecoder().decode(payload));
  if (!read.success) {
    const where = v.getDotPath(read.issues[0]) ?? 'its payload';
    throw new NotValid(`It is signed, but does not say what a receipt says: ${where} is wrong.`);
  }
  return { keyId: String(header.kid), statement: read.output };
}

/** Base64url has bits to spare at the end of 64 bytes: with those set it would be another text of the same signature. */
const isCanonical = (signature: string): boolean =>
  Buffer.from(signature, 'base64url').toString('base64url') === signature;

const REASONS: Readonly<Record<string, string>> = {
  [errors.JWKSInvalid.code]: 'The keys are no JWK Set: { "keys": [ … ] } is expected.',
  [errors.JWKSNoMatchingKey.code]: 'It names a key that is not among these.',
  [errors.JWSSignatureVerificationFailed.code]:
    'The signature does not fit: it was changed since, or another key has signed it.',
  [errors.JOSEAlgNotAllowed.code]: 'It is not signed as receipts are (ES256).',
};

async function verified(jws: string, jwks: unknown) {
  try {
    return await compactVerify(jws, createLocalJWKSet(jwks as JSONWebKeySet), { algorithms: ['ES256'] });
  } catch (error) {
    const code = error instanceof errors.JOSEError ? error.code : '';
    throw new NotValid(REASONS[code] ?? 'It cannot be read, or the keys cannot: something in them is broken.');
  }
}
