import { timingSafeEqual } from 'node:crypto';

/** Crockford's base32 (https://www.crockford.com/base32.html): no letter in it is taken for a digit, or for another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5;
/** 80 bits: nobody guesses them by writing letters. */
const LENGTH = 16;

/** The code that goes with a final export, from the first 80 bits of a message code: four groups of four. */
export function claimCodeFrom(mac: Uint8Array): string {
  const bits = BigInt(`0x${Buffer.from(mac.subarray(0, (LENGTH * BITS) / 8)).toString('hex')}`);
  const characters = Array.from({ length: LENGTH }, (_, n) => {
    const fromRight = BigInt(BITS * (LENGTH - 1 - n));
    return ALPHABET[Number((bits >> fromRight) & 31n)]!;
  });
  return characters.join('').replace(/.{4}(?=.)/g, '$&-');
}

/** Whether somebody has typed this code, in whatever groups, in capitals or not, with the letters O, I and L for digits. */
export function isClaimCode(code: string, typed: string): boolean {
  const [right, given] = [bare(code), bare(typed)].map((text) => Buffer.from(text));
  return right!.length === given!.length && timingSafeEqual(right!, given!);
}

const bare = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
