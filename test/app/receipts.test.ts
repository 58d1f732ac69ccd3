import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, it } from 'vitest';
import { getKeys } from '../../lambdas/app/get-keys.ts';
import { getReceipt } from '../../lambdas/app/get-receipt.ts';
import { receipts } from '../../lambdas/app/receipts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { FACTS, testSigner } from '../support/receipts.ts';

const { receiptId, deletionId, deletedAt: at } = FACTS;
const RECEIPT = `receipts/${receiptId}/receipt.jws`;
const POINTER = `deletions/${deletionId}/receipt.json`;

function setUp() {
  const ledger = memoryLedger();
  const { entries } = ledger;
  const { signer, jwks } = testSigner();
  const open = async (path: string) => {
    const { payload, protectedHeader } = await compactVerify(entries.get(path)!, createLocalJWKSet(jwks));
    return { header: protectedHeader, said: JSON.parse(Buffer.from(payload).toString()) };
  };
  return { ledger, entries, signer, open };
}

describe('a receipt', () => {
  it('is signed, and in the ledger before the deletion points to it', async () => {
    const { ledger, entries, signer, open } = setUp();

    await receipts({ signer, ledger }).issue(FACTS);

    expect([...entries.keys()]).toEqual([RECEIPT, POINTER]);
    expect(JSON.parse(entries.get(POINTER)!)).toEqual({ receiptId });
    const { header, said } = await open(RECEIPT);
    expect(header).toEqual({ alg: 'ES256', kid: 'key-1', typ: 'deletion-receipt+jwt' });
    expect(said).toMatchObject({ receiptId, released: 3, deletedAt: '2026-03-08T12:06:00.500Z' });
  });

  it('stays as it was issued first, though the same is never signed twice alike', async () => {
    const { ledger, entries, signer } = setUp();
    const signed = new Set<string>();
    const add = (path: string, body: string) => {
      if (path === RECEIPT) signed.add(body);
      return ledger.add(path, body);
    };
    const { issue } = receipts({ signer, ledger: { ...ledger, add } });

    await issue(FACTS);
    const first = new Map(entries);
    await issue(FACTS);

    expect(signed.size).toBe(2);
    expect(entries).toEqual(first);
  });

  it('is pointed to by a second try, where the first came no further than the receipt', async () => {
    const { ledger, entries, signer } = setUp();
    let calls = 0;
    const add = async (path: string, body: string) => {
      if (++calls === 2) throw new Error('the ledger is away');
      await ledger.add(path, body);
    };
    const { issue } = receipts({ signer, ledger: { ...ledger, add } });

    await expect(issue(FACTS)).rejects.toThrow('the ledger is away');
    expect(entries.has(POINTER)).toBe(false);
    await issue(FACTS);

    expect([...entries.keys()]).toEqual([RECEIPT, POINTER]);
  });

  it('is followed by what happens later, each once, beside it', async () => {
    const { ledger, entries, signer, open } = setUp();
    const { follow } = receipts({ signer, ledger });
    const check = { receiptId, sequel: 'check', at, erased: [{ name: 'calls', count: 2 }] } as const;

    await follow(check);
    await follow(check);
    await follow({ receiptId, sequel: 'backups-end', at: new Date('2026-04-12T12:06:00.500Z') });

    expect([...entries.keys()]).toEqual([
      `receipts/${receiptId}/check-20260308T120600.500Z.jws`,
      `receipts/${receiptId}/backups-end-20260412T120600.500Z.jws`,
    ]);
    const { header, said } = await open(`receipts/${receiptId}/check-20260308T120600.500Z.jws`);
    expect(header.typ).toBe('deletion-receipt-sequel+jwt');
    expect(said).toEqual({ ...check, at: '2026-03-08T12:06:00.500Z' });
  });

  it('is given to who has its id, and asked of the ledger by nothing else', async () => {
    const asked: string[] = [];
    const read = async (path: string) => {
      asked.push(path);
      return path === RECEIPT ? 'a.b.c' : null;
    };
    const get = getReceipt({ ledger: { read } });

    expect(await get(receiptId)).toBe('a.b.c');
    await expect(get('x'.repeat(43))).rejects.toMatchObject({ code: 'not-found' });
    for (const id of ['', `${receiptId}/`, `../${receiptId}`, receiptId.slice(1)])
      await expect(get(id)).rejects.toMatchObject({ code: 'not-found' });

    expect(asked).toEqual([RECEIPT, `receipts/${'x'.repeat(43)}/receipt.jws`]);
  });
});

describe('the published keys', () => {
  const point = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;

  it('are those that were named, each asked for once', async () => {
    const asked: string[] = [];
    const publicKey = async (keyId: string) => {
      asked.push(keyId);
      return point;
    };
    const get = getKeys({ keyIds: ['one', 'two'], publicKey });

    await get();

    expect(await get()).toEqual({
      keys: [
        { ...point, kid: 'one', alg: 'ES256', use: 'sig' },
        { ...point, kid: 'two', alg: 'ES256', use: 'sig' },
      ],
    });
    expect(asked).toEqual(['one', 'two']);
  });

  it('are asked for again after a failure', async () => {
    let up = false;
    const publicKey = async () => {
      if (!up) throw new Error('KMS is away');
      return point;
    };
    const get = getKeys({ keyIds: ['one'], publicKey });

    await expect(get()).rejects.toThrow('KMS is away');
    up = true;

    expect((await get()).keys).toHaveLength(1);
  });
});
