import { describe, expect, it } from 'vitest';
import { accountTag, hashOf } from '../../lambdas/domain/token.ts';

describe('the tag of an account', () => {
  it.each([
    ['acme', 'giszrY'],
    ['account-178', 'YHV-_n'],
  ])('of %s is always the same, for pages that others wrote', (accountId, tag) => {
    expect(accountTag(accountId)).toBe(tag);
  });

  it.each(['', 'acme', 'Müller & Söhne', 'a'.repeat(1_000)])('of "%s" goes into a link as it is', (accountId) => {
    expect(accountTag(accountId)).toMatch(/^[A-Za-z0-9_-]{6}$/);
  });
});

it('takes the whole token into the hash that is stored', () => {
  const random = 'r'.repeat(43);

  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashOf(accountTag('acme') + random)).not.toBe(hashOf(accountTag('globex') + random));
});
