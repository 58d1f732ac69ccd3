/** Bytes of each of the two numbers of a signature over P-256. */
const NUMBER = 32;

/**
 * An ECDSA signature over P-256 as JOSE and HTTP signatures want it: r and s, 32 bytes each (RFC 7518, 3.4).
 * @param der the same as KMS gives it: two INTEGERs, as short as they can be, and with a zero before a high bit
 * @throws where it is anything else
 */
export function rawSignature(der: Uint8Array): Uint8Array {
  const [r, afterR] = integer(der, 2);
  const [s, end] = integer(der, afterR);
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || end !== der.length) throw malformed();
  return Buffer.concat([r, s]);
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** The number at an offset, 32 bytes, and where it ends. */
function integer(der: Uint8Array, at: number): [bytes: Uint8Array, end: number] {
  const [tag, length = 0] = der.subarray(at, at + 2);
  const end = at + 2 + length;
  const digits = der.subarray(at + 2, end);
  const significant = digits[0] === 0 ? digits.subarray(1) : digits;
  if (tag !== INTEGER || length === 0 || digits.length !== length || significant.length > NUMBER) throw malformed();
  const padded = new Uint8Array(NUMBER);
  padded.set(significant, NUMBER - significant.length);
  return [padded, end];
}

const malformed = () => new Error('not a DER signature over P-256');
