import { createECDH } from 'node:crypto';

const CURVE = 'prime256v1';
/** The order of P-256 (FIPS 186-5, NIST SP 800-186). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * An ECDSA signature over P-256 of a digest, in DER. Node's own `sign` takes no digest: it hashes what it is given.
 * @param secret the private key's number, 32 bytes
 */
export function signDigest(secret: Buffer, digest: Buffer): Buffer {
  const once = createECDH(CURVE);
  const point = once.generateKeys();
  const k = numberOf(once.getPrivateKey());
  const r = numberOf(point.subarray(1, 33)) % ORDER;
  const s = (inverse(k) * (numberOf(digest) + r * numberOf(secret))) % ORDER;
  const numbers = Buffer.concat([derOf(r), derOf(s)]);
  return Buffer.concat([Buffer.of(0x30, numbers.length), numbers]);
}

const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);

/** By Fermat: the order is a prime. */
function inverse(number: bigint): bigint {
  let [result, base] = [1n, number];
  for (let left = ORDER - 2n; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

/** An INTEGER: as short as it can be, and with a zero before what would else be a sign. */
function derOf(number: bigint): Buffer {
  const hex = number.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const signed = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(0x02, signed.length), signed]);
}
