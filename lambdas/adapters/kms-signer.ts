import { createHash } from 'node:crypto';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '../app/ports.ts';
import { rawSignature } from './ecdsa-signature.ts';

/** A client, which the signers of a function can share. */
export const kmsClient = (): KMSClient => new KMSClient({});

/** Signs with a KMS key of P-256 (`lib/constructs/signing-key.ts`), which the API publishes under its id. */
export function kmsSigner(keyId: string, client: KMSClient = kmsClient()): Signer {
  return {
    keyId,
    async sign(bytes) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: keyId,
          SigningAlgorithm: 'ECDSA_SHA_256',
          // KMS takes messages up to 4,096 bytes, and a receipt may be longer.
          MessageType: 'DIGEST',
          Message: createHash('sha256').update(bytes).digest(),
        }),
      );
      return rawSignature(Signature ?? new Uint8Array());
    },
  };
}
