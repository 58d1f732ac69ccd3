import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { LocalKey } from '../template.ts';

/** What a key of each kind does, and by which algorithm, in the service's words. */
export const KINDS = {
  ECC_NIST_P256: { usage: 'SIGN_VERIFY', algorithms: { SigningAlgorithms: ['ECDSA_SHA_256'] } },
  HMAC_256: { usage: 'GENERATE_VERIFY_MAC', algorithms: { MacAlgorithms: ['HMAC_SHA_256'] } },
  SYMMETRIC_DEFAULT: { usage: 'ENCRYPT_DECRYPT', algorithms: { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] } },
} as const;

/** A key with what is secret of it, made anew at each start. */
export interface Held extends LocalKey {
  readonly secret: Buffer;
  /** DER, SubjectPublicKeyInfo; empty where there is no public half. */
  readonly publicKey: Buffer;
}

/** Makes what is secret of a key. */
export function withSecret(key: LocalKey): Held {
  if (key.spec !== 'ECC_NIST_P256') return { ...key, secret: randomBytes(32), publicKey: Buffer.alloc(0) };
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d } = privateKey.export({ format: 'jwk' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { ...key, secret: Buffer.from(d!, 'base64url'), publicKey };
}

/** What most operations say of a key. */
export const described = ({ arn: KeyId, spec: KeySpec, usage: KeyUsage }: LocalKey) => ({
  KeyId,
  KeySpec,
  CustomerMasterKeySpec: KeySpec,
  KeyUsage,
  ...KINDS[KeySpec].algorithms,
});

/** What DescribeKey says of one. `CreationDate`: seconds since the epoch. */
export const metadata = (key: LocalKey, CreationDate: number) => ({
  ...described(key),
  KeyId: key.id,
  Arn: key.arn,
  AWSAccountId: key.arn.split(':')[4],
  CreationDate,
  Description: key.description,
  Enabled: true,
  KeyState: 'Enabled',
  KeyManager: 'CUSTOMER',
  Origin: 'AWS_KMS',
  MultiRegion: false,
});
