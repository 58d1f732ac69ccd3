import fc from 'fast-check';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { receipts } from '../../lambdas/app/receipts.ts';
import { check, NotValid } from '../../receipt-check/check.ts';
import { readable } from '../../receipt-check/readable.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { FACTS, testSigner } from '../support/receipts.ts';

const { signer, jwks } = testSigner();
const ledger = memoryLedger();
const { issue, follow } = receipts({ signer, ledger });
const { receiptId, deletedAt: at } = FACTS;
await issue(FACTS);
await follow({ receiptId, sequel: 'check', at, erased: [{ name: 'calls', count: 2 }] });
await follow({ receiptId, sequel: 'backups-end', at });
const entry = (name: string) => ledger.entries.get(`receipts/${receiptId}/${name}.jws`)!;
const RECEIPT = entry('receipt');
const CHECK = entry('check-20260308T120600.500Z');
const BACKUPS_END = entry('backups-end-20260308T120600.500Z');

/** The text with one byte in place of another; bytes that are no text come out as people's tools would show them. */
const changed = (text: string, at: number, byte: number) => {
  const bytes = Buffer.from(text);
  bytes[at] = byte;
  return bytes.toString('utf8');
};

describe('a receipt', () => {
  it('is valid as it was issued, by the keys that are published', async () => {
    const { keyId, statement } = await check(RECEIPT, { keys: [...testSigner('key-0').jwks.keys, ...jwks.keys] });

    expect(keyId).toBe('key-1');
    expect(statement).toMatchObject({ receiptId, deletedAt: '2026-03-08T12:06:00.500Z', released: 3 });
  });

  it.each([
    ['check', CHECK],
    ['backups-end', BACKUPS_END],
  ])('has sequels that are checked likewise (%s)', async (sequel, jws) => {
    expect((await check(jws, jwks)).statement).toMatchObject({ receiptId, sequel });
  });

  it('is not valid with any one byte of it changed', async () => {
    for (let at = 0; at < RECEIPT.length; at++) {
      const [byte] = fc.sample(
        fc.integer({ min: 0, max: 255 }).filter((each) => each !== RECEIPT.charCodeAt(at)),
        1,
      );
      await expect(check(changed(RECEIPT, at, byte!), jwks), `${byte} at ${at}`).rejects.toBeInstanceOf(NotValid);
    }
  });

  it.each([1, 2, 3, 44, 87])('is not valid with byte %i from its end changed to any other', async (fromEnd) => {
    const at = RECEIPT.length - fromEnd;
    for (let byte = 0; byte < 256; byte++) {
      if (byte === RECEIPT.charCodeAt(at)) continue;
      await expect(check(changed(RECEIPT, at, byte), jwks), `${byte}`).rejects.toBeInstanceOf(NotValid);
    }
  });

  it('is not valid with anything cut off, added or swapped', async () => {
    const [header, payload, signature] = RECEIPT.split('.');
    const [, , another] = CHECK.split('.');
    const wrong = [
      RECEIPT.slice(1),
      RECEIPT.slice(0, -1),
      `${RECEIPT}A`,
      `${RECEIPT}\n`,
      `${RECEIPT}=`,
      `${RECEIPT}.`,
      `${header}.${payload}.${another}`,
      `${payload}.${header}.${signature}`,
    ];

    for (const text of wrong) await expect(check(text, jwks), text).rejects.toBeInstanceOf(NotValid);
  });
});

describe('what is wrong is told', () => {
  const signedAs = async (header: { alg: string; kid: string; typ?: string }, payload: string) => {
    const { privateKey, publicKey } = await generateKeyPair(header.alg, { extractable: true });
    const jws = await new CompactSign(Buffer.from(payload)).setProtectedHeader(header).sign(privateKey);
    return { jws, keys: { keys: [{ ...(await exportJWK(publicKey)), kid: header.kid }] } };
  };
  const typ = 'deletion-receipt+jwt';

  it.each([
    ['the keys of somebody else', testSigner('key-2').jwks, 'It names a key that is not among these.'],
    ['another key of that name', testSigner('key-1').jwks, 'The signature does not fit'],
    ['no keys', { keys: [] }, 'It names a key that is not among these.'],
    ['what is no key set', ['key'], 'The keys are no JWK Set'],
    ['a key that is broken', { keys: [{ ...jwks.keys[0], x: 'AA' }] }, 'something in them is broken'],
  ])('where it is checked with %s', async (_, keys, why) => {
    await expect(check(RECEIPT, keys)).rejects.toThrow(why);
  });

  it.each(['', 'receipt', '<html></html>', `${'a'.repeat(10)}.${'b'.repeat(10)}`, 'e30.e30.c2ln'])(
    'where %j is given for a receipt',
    async (text) => {
      await expect(check(text, jwks)).rejects.toThrow('It is not a receipt');
    },
  );

  it.each([
    ['another type', { alg: 'ES256', kid: 'k', typ: 'JWT' }, '{}', 'its type is JWT'],
    ['no type', { alg: 'ES256', kid: 'k' }, '{}', 'its type is not told'],
    ['a type that is everywhere', { alg: 'ES256', kid: 'k', typ: 'toString' }, '{}', 'its type is toString'],
    ['fields missing', { alg: 'ES256', kid: 'k', typ }, '{"receiptId":"r"}', 'accountId is wrong'],
    ['no JSON', { alg: 'ES256', kid: 'k', typ }, 'hello', 'its payload is wrong'],
    ['another algorithm', { alg: 'EdDSA', kid: 'k', typ }, '{}', 'not signed as receipts are'],
  ])('where something with %s is signed', async (_, header, payload, why) => {
    const { jws, keys } = await signedAs(header, payload);

    await expect(check(jws, keys)).rejects.toThrow(why);
  });
});

describe('a receipt, as it is read', () => {
  it('tells every fact', async () => {
    expect(readable(await check(RECEIPT, jwks))).toBe(`Receipt ${receiptId}
  account      acme
  deletion     d-1
  requested    2026-03-01T12:00:00.250Z
  confirmed    2026-03-01T12:05:00.000Z
  due          2026-03-08T12:05:00.000Z
  begun        2026-03-08T12:05:00.100Z
  deleted      2026-03-08T12:06:00.500Z
  holding      contacts (erase): 5000 before, 0 after
  holding      phone-numbers (release): 3 before, 0 after
  holding      campaigns (terminate): 2 before, 0 after
  holding      usage (retain): 12 before, 12 after
  given back   3
  kept         usage: 12, until 2036-03-08T12:06:00.500Z; ground: Commercial law
  histories    of executions are gone by 2026-06-06T12:06:00.500Z
  backups      are gone by 2026-04-12T12:06:00.500Z
  signed by    key-1 (ES256)`);
  });

  it('tells a sequel too', async () => {
    expect(readable(await check(CHECK, jwks))).toBe(`Sequel to the receipt ${receiptId}
  what         check
  when         2026-03-08T12:06:00.500Z
  erased       calls: 2
  signed by    key-1 (ES256)`);
  });

  it('tells what it has no words for, and moves no cursor', async () => {
    const { keyId, statement } = await check(RECEIPT, jwks);

    const told = readable({ keyId, statement: { ...statement, accountId: '\u001b[2Jacme', weight: { size: 1 } } });

    expect(told).toContain('  account      ?[2Jacme\n');
    expect(told).toContain('  weight       {"size":1}\n');
  });
});
