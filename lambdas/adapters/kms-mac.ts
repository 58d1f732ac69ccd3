import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Mac } from '../app/claim-code.ts';

/** Message codes by an HMAC key of KMS (`lib/constructs/claim-code-key.ts`). */
export function kmsMac(KeyId: string): Mac {
  const client = new KMSClient({});
  return async (message) => {
    const { Mac } = await client.send(
      new GenerateMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(message) }),
    );
    if (Mac?.length !== 32) throw new Error('KMS gave no message code');
    return Mac;
  };
}
