import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { LocalKey } from '../template.ts';
import { AwsError, type AwsService } from '../wire.ts';
import { awsJson, type Operations } from './aws-json.ts';
import { signDigest } from './ecdsa.ts';
import { readInput } from './input.ts';
import { described, type Held, KINDS, metadata, withSecret } from './kms-keys.ts';

const MAX_MESSAGE = 4096;

const bytes = (most: number) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.transform((text) => Buffer.from(text, 'base64')),
    v.minLength(1),
    v.maxLength(most),
  );
const One = v.object({ KeyId: v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048)) });
const Sign = v.object({
  ...One.entries,
  Message: bytes(MAX_MESSAGE),
  MessageType: v.optional(v.picklist(['RAW', 'DIGEST']), 'RAW'),
  SigningAlgorithm: v.string(),
});
const GenerateMac = v.object({ ...One.entries, Message: bytes(MAX_MESSAGE), MacAlgorithm: v.string() });
const VerifyMac = v.object({ ...GenerateMac.entries, Mac: bytes(6144) });

/** AWS KMS with the template's keys, as far as signing and message codes go. */
export function createKms({ keys, clock }: { keys: readonly LocalKey[]; clock: { now(): number } }): AwsService {
  const held = keys.map(withSecret);
  const created = clock.now() / 1000;

  const find = ({ KeyId }: { KeyId: string }): Held => {
    const found = held.find(({ id, arn }) => KeyId === id || KeyId === arn);
    if (!found) throw new AwsError('NotFoundException', 400, `Key '${KeyId}' does not exist`);
    return found;
  };

  /** The key, if it may do this by this algorithm. */
  const able = (input: { KeyId: string }, operation: string, spec: LocalKey['spec'], algorithm: string): Held => {
    const key = find(input);
    if (key.usage !== KINDS[spec].usage) {
      const message = `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`;
      throw new AwsError('InvalidKeyUsageException', 400, message);
    }
    const [able] = Object.values(KINDS[key.spec].algorithms).flat();
    if (algorithm === able) return key;
    const message = `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`;
    throw new AwsError('InvalidKeyUsageException', 400, message);
  };

  const operations: Operations = {
    DescribeKey: (request) => ({ KeyMetadata: metadata(find(readInput(One, request)), created) }),
    GetPublicKey(request) {
      const key = find(readInput(One, request));
      if (key.publicKey.length === 0) {
        throw new AwsError('UnsupportedOperationException', 400, `${key.arn} is not an asymmetric key.`);
      }
      return { ...described(key), PublicKey: key.publicKey.toString('base64') };
    },
    Sign(request) {
      const input = readInput(Sign, request);
      const { Message, MessageType, SigningAlgorithm } = input;
      const key = able(input, 'Sign', 'ECC_NIST_P256', SigningAlgorithm);
      if (MessageType === 'DIGEST' && Message.length !== 32) {
        throw new AwsError('ValidationException', 400, `Digest is invalid length for algorithm ${SigningAlgorithm}.`);
      }
      const digest = MessageType === 'DIGEST' ? Message : createHash('sha256').update(Message).digest();
      const Signature = signDigest(key.secret, digest).toString('base64');
      return { KeyId: key.arn, Signature, SigningAlgorithm };
    },
    GenerateMac(request) {
      const input = readInput(GenerateMac, request);
      const { secret, arn: KeyId } = able(input, 'GenerateMac', 'HMAC_256', input.MacAlgorithm);
      const Mac = macOf(secret, input.Message).toString('base64');
      return { KeyId, Mac, MacAlgorithm: input.MacAlgorithm };
    },
    VerifyMac(request) {
      const input = readInput(VerifyMac, request);
      const { secret, arn: KeyId } = able(input, 'VerifyMac', 'HMAC_256', input.MacAlgorithm);
      const mac = macOf(secret, input.Message);
      if (mac.length !== input.Mac.length || !timingSafeEqual(mac, input.Mac)) {
        throw new AwsError('KMSInvalidMacException', 400, 'The MAC is not that of the message.');
      }
      return { KeyId, MacValid: true, MacAlgorithm: input.MacAlgorithm };
    },
  };

  return awsJson({ name: 'kms', signingName: 'kms' }, operations);
}

const macOf = (secret: Buffer, message: Buffer): Buffer => createHmac('sha256', secret).update(message).digest();
