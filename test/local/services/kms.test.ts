import { createHash, createPublicKey, createVerify } from 'node:crypto';
import {
  DescribeKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  InvalidKeyUsageException,
  KMSClient,
  KMSInvalidMacException,
  NotFoundException,
  SignCommand,
  type SignCommandInput,
  UnsupportedOperationException,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, test } from 'vitest';
import { createKms } from '../../../local/services/kms.ts';
import type { LocalKey } from '../../../local/template.ts';
import { clientConfigFor } from './support.ts';

const arnOf = (id: string) => `arn:aws:kms:eu-west-1:000000000000:key/${id}`;
const key = (id: string, spec: LocalKey['spec'], usage: LocalKey['usage']): LocalKey => ({
  id,
  arn: arnOf(id),
  spec,
  usage,
  description: `is ${id}`,
});
const KEYS = [
  key('signs', 'ECC_NIST_P256', 'SIGN_VERIFY'),
  key('codes', 'HMAC_256', 'GENERATE_VERIFY_MAC'),
  key('seals', 'SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'),
];
const NOW = Date.parse('2026-03-01T12:00:00Z');
const ES256 = 'ECDSA_SHA_256';
const MAC = { KeyId: 'codes', MacAlgorithm: 'HMAC_SHA_256' } as const;

async function setUp() {
  const kms = new KMSClient(await clientConfigFor(createKms({ keys: KEYS, clock: { now: () => NOW } })));
  const sign = async (input: Partial<SignCommandInput>) => {
    const asked = { KeyId: 'signs', SigningAlgorithm: ES256, Message: Buffer.from('a'), ...input } as const;
    return (await kms.send(new SignCommand(asked))).Signature!;
  };
  const publicKey = async () => {
    const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: 'signs' }));
    return createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
  };
  return { kms, sign, publicKey };
}

describe('a key that signs', () => {
  test('signs a message or its digest, in DER, for its public half to verify', async () => {
    const { sign, publicKey } = await setUp();
    const verifies = async (message: Buffer, signature: Uint8Array) =>
      createVerify('sha256')
        .update(message)
        .verify(await publicKey(), signature);
    const long = Buffer.alloc(5_000, 'b');
    const digest = createHash('sha256').update(long).digest();

    const raw = await sign({ Message: Buffer.from('a') });
    const ofDigest = await sign({ Message: digest, MessageType: 'DIGEST' });

    expect(raw[0]).toBe(0x30);
    expect(await verifies(Buffer.from('a'), raw)).toBe(true);
    expect(await verifies(long, ofDigest)).toBe(true);
    expect(await verifies(Buffer.from('b'), raw)).toBe(false);
  });

  test('signs the same differently each time, shorter now and then', async () => {
    const { sign, publicKey } = await setUp();
    const signatures = await Promise.all(Array.from({ length: 300 }, () => sign({})));

    const key = await publicKey();
    for (const signature of signatures) expect(createVerify('sha256').update('a').verify(key, signature)).toBe(true);
    expect(new Set(signatures.map((each) => Buffer.from(each).toString('hex'))).size).toBe(300);
    expect(new Set(signatures.map(({ length }) => length)).size).toBeGreaterThan(2);
  });

  test('is found by its ARN too, and says what it is', async () => {
    const { kms } = await setUp();

    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arnOf('signs') }));

    expect(KeyMetadata).toMatchObject({
      KeyId: 'signs',
      Arn: arnOf('signs'),
      AWSAccountId: '000000000000',
      CreationDate: new Date(NOW),
      Description: 'is signs',
      KeyState: 'Enabled',
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: [ES256],
    });
  });

  test.each<[string, Partial<SignCommandInput>, string]>([
    ['a message over 4,096 bytes', { Message: Buffer.alloc(4_097) }, 'ValidationException'],
    ['no message', { Message: Buffer.alloc(0) }, 'ValidationException'],
    ['a digest that is none', { Message: Buffer.alloc(31), MessageType: 'DIGEST' }, 'ValidationException'],
    ['an algorithm that is another key’s', { SigningAlgorithm: 'ECDSA_SHA_384' }, 'InvalidKeyUsageException'],
    ['a key that nobody knows', { KeyId: 'other' }, 'NotFoundException'],
    ['a key that does not sign', { KeyId: 'codes' }, 'InvalidKeyUsageException'],
  ])('refuses %s', async (_what, input, name) => {
    const { sign } = await setUp();

    await expect(sign(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });
});

describe('a key that makes codes', () => {
  test('knows its own again, and no other', async () => {
    const { kms } = await setUp();
    const Message = Buffer.from('receipt');
    const { Mac } = await kms.send(new GenerateMacCommand({ ...MAC, Message }));
    const verify = (input: { Message?: Uint8Array; Mac?: Uint8Array | undefined }) =>
      kms.send(new VerifyMacCommand({ ...MAC, Message, Mac, ...input }));

    expect(Mac).toHaveLength(32);
    expect((await verify({})).MacValid).toBe(true);
    await expect(verify({ Message: Buffer.from('other') })).rejects.toBeInstanceOf(KMSInvalidMacException);
    await expect(verify({ Mac: Mac!.map((byte) => byte ^ 1) })).rejects.toBeInstanceOf(KMSInvalidMacException);
    await expect(verify({ Mac: Mac!.subarray(1) })).rejects.toBeInstanceOf(KMSInvalidMacException);
  });

  test('keeps to its kind: no public half, no signature, and no code by another kind of key', async () => {
    const { kms } = await setUp();
    const code = new GenerateMacCommand({ ...MAC, KeyId: 'signs', Message: Buffer.from('a') });

    for (const KeyId of ['codes', 'seals']) {
      const asked = kms.send(new GetPublicKeyCommand({ KeyId }));
      await expect(asked).rejects.toBeInstanceOf(UnsupportedOperationException);
    }
    await expect(kms.send(code)).rejects.toBeInstanceOf(InvalidKeyUsageException);
    await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/any' }))).rejects.toBeInstanceOf(NotFoundException);
  });
});
