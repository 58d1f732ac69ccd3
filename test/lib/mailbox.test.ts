import { expect, test } from 'vitest';
import { mailbox } from '../../lib/constructs/mailbox.ts';

const address = 'accounts@example.com';

test.each([
  ['Example', '"Example" <accounts@example.com>'],
  ['Example, Inc. (accounts)', '"Example, Inc. (accounts)" <accounts@example.com>'],
  ['The "Example" \\ Co', '"The \\"Example\\" \\\\ Co" <accounts@example.com>'],
  ['Beispiel für alle', '=?UTF-8?B?QmVpc3BpZWwgZsO8ciBhbGxl?= <accounts@example.com>'],
])('writes %s so that a mail server reads it', (name, written) => {
  expect(mailbox({ name, address })).toBe(written);
});

test('splits a long name between characters, into words of at most 75', () => {
  const name = '例'.repeat(60);

  const words = mailbox({ name, address }).replace(` <${address}>`, '').split(' ');

  expect(words.every((word) => word.length <= 75)).toBe(true);
  const read = words.map((word) => Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString());
  expect(read.join('')).toBe(name);
});
