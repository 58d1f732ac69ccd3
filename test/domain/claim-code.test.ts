import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimCodeFrom, isClaimCode } from '../../lambdas/domain/claim-code.ts';

const macs = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('a claim code', () => {
  it('is the first 80 bits of the message code, in the alphabet that Crockford gives', () => {
    expect(claimCodeFrom(new Uint8Array(32))).toBe('0000-0000-0000-0000');
    expect(claimCodeFrom(new Uint8Array(32).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(claimCodeFrom(Buffer.from('00443214c74254b635cf'.padEnd(64, '0'), 'hex'))).toBe('0123-4567-89AB-CDEF');
  });

  it('differs wherever the 80 bits do, and nowhere else', () => {
    fc.assert(
      fc.property(macs, fc.nat(255), (mac, bit) => {
        const other = Uint8Array.from(mac);
        other[bit >> 3]! ^= 1 << (bit & 7);
        expect(claimCodeFrom(other) === claimCodeFrom(mac)).toBe(bit >= 80);
      }),
    );
  });

  it('is known however people type it', () => {
    const code = '0123-4567-89AB-CDEF';

    for (const typed of ['0123456789abcdef', ' o123 4567 89ab cdef\n', 'OI23-4567-89AB-CDEF', '0l234567-89ABCDEF'])
      expect(isClaimCode(code, typed)).toBe(true);
  });

  it.each(['', '0123-4567-89AB-CDE', '0123-4567-89AB-CDEG', '0123-4567-89AB-CDEF-0', '０123-4567-89AB-CDEF'])(
    'is not %j',
    (typed) => {
      expect(isClaimCode('0123-4567-89AB-CDEF', typed)).toBe(false);
    },
  );

  it('is no other, however near', () => {
    fc.assert(
      fc.property(macs, macs, (one, other) => {
        const [code, typed] = [claimCodeFrom(one), claimCodeFrom(other)];
        expect(isClaimCode(code, typed)).toBe(code === typed);
        expect(isClaimCode(code, code.toLowerCase())).toBe(true);
      }),
    );
  });
});
