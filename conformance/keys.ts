import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A key to sign with, and its public half as the service under test is to know it. */
export interface RequestKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** The JSON Web Key Set (RFC 7517). */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}

export const newPrivateKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** The key in a PEM file, which is made where it is not there; without a file one for this time only. */
export function requestKey(file?: string): RequestKey {
  const privateKey = file && existsSync(file) ? createPrivateKey(readFileSync(file)) : newPrivateKey();
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error(`${file} holds no P-256 key`);
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  if (file && !existsSync(file)) writeFileSync(file, pem, { mode: 0o600 });
  const { crv, kty, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  // RFC 7638: a key's thumbprint is its name.
  const keyId = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { keyId, privateKey, jwks: { keys: [{ kid: keyId, alg: 'ES256', use: 'sig', crv, kty, x, y }] } };
}

/** Publishes the key on this machine until the server is closed; gives the URL. */
export async function publish({ jwks }: RequestKey, port: number): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, resolve);
  });
  const { port: open } = server.address() as AddressInfo;
  return { url: `http://localhost:${open}/.well-known/jwks.json`, server };
}
