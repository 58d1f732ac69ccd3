import { createHash } from 'node:crypto';
import type { Signer } from '../app/ports.ts';
import { plus, SECOND } from '../domain/time.ts';
import { COVERED, SIGNATURE_LIFE, SIGNATURE_TAG } from './service-contract.ts';

export interface Unsigned {
  readonly method: string;
  /** As it is asked for, in full. */
  readonly url: string;
  /** By their names in lower case, and in ASCII. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The request's headers, with those that sign it: Content-Digest (RFC 9530) and an HTTP message signature (RFC 9421)
 * by `ecdsa-p256-sha256`. What is covered is fixed, so nothing is parsed, and there is no structured field to escape
 * but the id of the key.
 */
export async function signedHeaders(
  signer: Signer,
  request: Unsigned,
  { created, nonce }: { readonly created: Date; readonly nonce: string },
): Promise<Record<string, string>> {
  const headers = { ...request.headers, 'content-digest': `sha-256=:${base64(sha256(request.body))}:` };
  const values: Record<string, string> = { ...headers, '@method': request.method, '@target-uri': request.url };
  const covered = COVERED.filter((name) => name in values);
  const parameters = [
    `(${covered.map((name) => `"${name}"`).join(' ')})`,
    `created=${seconds(created)}`,
    `expires=${seconds(plus(created, SIGNATURE_LIFE * SECOND))}`,
    // Escapes as a structured field's string does (RFC 9651, 3.3.3).
    `keyid=${JSON.stringify(signer.keyId)}`,
    `nonce="${nonce}"`,
    `tag="${SIGNATURE_TAG}"`,
  ].join(';');
  const base = [...covered.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${parameters}`];
  const signature = await signer.sign(Buffer.from(base.join('\n')));
  return { ...headers, 'signature-input': `sig=${parameters}`, signature: `sig=:${base64(signature)}:` };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const seconds = (date: Date) => Math.floor(date.getTime() / SECOND);
