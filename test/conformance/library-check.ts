import { createHash, createPublicKey } from 'node:crypto';
import { createVerifier, httpbis } from 'http-message-signatures';
import type { SignatureCheck } from '../../sample-service/signature.ts';

/** What a check may forget. */
export interface Forgotten {
  readonly digest?: true;
  readonly age?: true;
  readonly tag?: true;
  /** The components that it does not ask to be covered. */
  readonly covered?: readonly string[];
}

/** The check that another team would write with the library: an implementation that shares nothing with ours. */
export function libraryCheck(jwks: string, forgotten: Forgotten = {}): SignatureCheck {
  const keysOf = async () => {
    const response = await fetch(jwks);
    return ((await response.json()) as { keys: { kid: string }[] }).keys;
  };
  return async ({ method, url, headers, body }) => {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    if (!forgotten.digest && headers['content-digest'] !== digest) return false;
    const covered = ['@method', '@target-uri', 'content-digest', 'content-type'];
    if (headers['idempotency-key'] !== undefined) covered.push('idempotency-key');
    try {
      const isSigned = await httpbis.verifyMessage(
        {
          keyLookup: async ({ keyid, tag }) => {
            const key = (await keysOf()).find(({ kid }) => kid === keyid);
            if (!key || (!forgotten.tag && tag !== 'account-deletion')) return null;
            return { verify: createVerifier(createPublicKey({ key, format: 'jwk' }), 'ecdsa-p256-sha256') };
          },
          requiredParams: ['created', 'expires', 'keyid', 'tag'],
          requiredFields: covered.filter((name) => !forgotten.covered?.includes(name)),
          ...(!forgotten.age && { maxAge: 300 }),
        },
        { method, url, headers: headers as Record<string, string | string[]> },
      );
      return isSigned === true;
    } catch {
      return false;
    }
  };
}
