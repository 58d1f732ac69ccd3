import { generateKeyPairSync, sign } from 'node:crypto';
import type { Signer } from '../../lambdas/app/ports.ts';
import type { ReceiptFacts } from '../../lambdas/domain/receipt.ts';

const date = (text: string) => new Date(`2026-${text}Z`);

/** What a purge of a small account knows in the end. */
export const FACTS: ReceiptFacts = {
  receiptId: 'receipt-'.padEnd(43, '0'),
  accountId: 'acme',
  deletionId: 'd-1',
  requestedAt: date('03-01T12:00:00.250'),
  confirmedAt: date('03-01T12:05:00.000'),
  purgeAt: date('03-08T12:05:00.000'),
  startedAt: date('03-08T12:05:00.100'),
  deletedAt: date('03-08T12:06:00.500'),
  holdings: [
    { name: 'contacts', outcome: 'erase', before: 5_000, after: 0 },
    { name: 'phone-numbers', outcome: 'release', before: 3, after: 0 },
    { name: 'campaigns', outcome: 'terminate', before: 2, after: 0 },
    {
      name: 'usage',
      outcome: 'retain',
      before: 12,
      after: 12,
      retention: { ground: 'Commercial law', until: new Date('2036-03-08T12:06:00.500Z') },
    },
  ],
};

/** A signer with a key of its own, and the key set that it is checked with. */
export function testSigner(keyId = 'key-1') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: Signer = {
    keyId,
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' }] };
  return { signer, jwks };
}
