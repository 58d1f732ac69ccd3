import { sign } from 'node:crypto';
import type { RequestKey } from '../../conformance/keys.ts';
import type { Signer } from '../../lambdas/app/ports.ts';

/** What KMS does for the functions, by a key of this process. */
export const signerOf = ({ keyId, privateKey }: RequestKey): Signer => ({
  keyId,
  sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
});
