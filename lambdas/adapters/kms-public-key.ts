import { createPublicKey } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { PublicKey } from '../app/get-keys.ts';

/** Reads the public half of a KMS key. @throws for a key that is not of P-256 */
export function kmsPublicKey(): (keyId: string) => Promise<PublicKey> {
  const client = new KMSClient({});
  return async (KeyId) => {
    const { PublicKey: der = [] } = await client.send(new GetPublicKeyCommand({ KeyId }));
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    const { kty, crv, x, y } = key.export({ format: 'jwk' });
    if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error(`the key ${KeyId} is not of P-256`);
    return { kty, crv, x, y };
  };
}
