import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { receipts } from '../../lambdas/app/receipts.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { FACTS, testSigner } from '../support/receipts.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const { signer, jwks } = testSigner();
const ledger = memoryLedger();
await receipts({ signer, ledger }).issue(FACTS);
const jws = ledger.entries.get(`receipts/${FACTS.receiptId}/receipt.jws`)!;
const receipt = file('receipt.jws', jws);
const keys = file('jwks.json', JSON.stringify(jwks));

/** The command as it is typed, and what it says. */
async function checkReceipt(args: readonly string[], input = '') {
  const child = spawn('npm', ['run', '--silent', 'check-receipt', '--', ...args]);
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err, code: await ended };
}

describe('npm run check-receipt', () => {
  it('tells what a receipt says and that it is valid, from a file or as it is piped in', async () => {
    const fromFile = await checkReceipt([receipt, keys]);
    const piped = await checkReceipt(['-', keys], `${jws}\n`);

    expect(fromFile).toMatchObject({ code: 0, err: '' });
    expect(fromFile.out).toMatch(/^Receipt receipt-0+\n {2}account {6}acme\n[\s\S]+\nvalid\n$/);
    expect(piped).toEqual(fromFile);
  });

  it.each([
    ['changed', () => [file('changed.jws', jws.replace(/\.\w/, '.A')), keys], 'The signature does not fit'],
    [
      'signed by other keys',
      () => [receipt, file('others.json', JSON.stringify(testSigner('k').jwks))],
      'not among these',
    ],
    ['no receipt', () => [keys, keys], 'It is not a receipt'],
    ['checked with no JSON', () => [receipt, receipt], 'is not JSON'],
    ['not there', () => [join(folder, 'none.jws'), keys], 'cannot be read'],
    ['an address', () => ['https://api.example.com/receipts/r', keys], 'is an address'],
    ['alone', () => [receipt], 'npm run check-receipt -- <receipt.jws> <jwks.json>'],
  ])('says why not where it is %s', async (_, args, why) => {
    const { out, err, code } = await checkReceipt(args());

    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain(why);
  });
});
