import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawSignature } from '../../lambdas/adapters/ecdsa-signature.ts';

const number = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Numbers with so many zeros in front, which DER leaves out. */
const short = fc
  .tuple(fc.integer({ min: 1, max: 31 }), number)
  .map(([zeros, bytes]) => bytes.map((byte, index) => (index < zeros ? 0 : byte)));
const high = number.map((bytes) => Uint8Array.of(bytes[0]! | 0x80, ...bytes.subarray(1)));
const any = fc.oneof(number, short, high);

/** An INTEGER as DER has it. */
function integer(bytes: Uint8Array): number[] {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? [0] : [...bytes.subarray(first)];
  const signed = digits[0]! >= 0x80 ? [0, ...digits] : digits;
  return [0x02, signed.length, ...signed];
}

const der = (r: Uint8Array, s: Uint8Array): Uint8Array => {
  const numbers = [...integer(r), ...integer(s)];
  return Uint8Array.of(0x30, numbers.length, ...numbers);
};

describe('a signature of KMS', () => {
  it('becomes r and s, 32 bytes each, whatever zeros DER added or left out', () => {
    fc.assert(
      fc.property(any, any, (r, s) => {
        expect([...rawSignature(der(r, s))]).toEqual([...r, ...s]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('verifies as JOSE wants it, where the one of KMS would not', () => {
    const { publicKey: key, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const asJose = (message: Uint8Array, signature: Uint8Array) =>
      verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
    fc.assert(
      fc.property(fc.uint8Array(), (message) => {
        const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'der' });

        expect(rawSignature(signature)).toHaveLength(64);
        expect(asJose(message, rawSignature(signature))).toBe(true);
        expect(asJose(message, signature)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused where it is cut short, too long, or nothing of the kind', () => {
    fc.assert(
      fc.property(any, any, fc.nat({ max: 80 }), (r, s, length) => {
        const whole = der(r, s);
        fc.pre(length < whole.length);

        expect(() => rawSignature(whole.subarray(0, length))).toThrow('not a DER signature');
        expect(() => rawSignature(Uint8Array.of(...whole, 0))).toThrow('not a DER signature');
      }),
    );
    const ofP384 = Uint8Array.of(0x30, 0x48, 0x02, 0x22, 1, ...Array(33).fill(1), 0x02, 0x22, 1, ...Array(33).fill(1));
    for (const no of [[], [0x30], [0x31, 6, 2, 1, 1, 2, 1, 1], [0x30, 6, 3, 1, 1, 2, 1, 1], [...ofP384]])
      expect(() => rawSignature(Uint8Array.from(no))).toThrow('not a DER signature');
  });
});
