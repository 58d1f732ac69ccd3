import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { receipts } from '../../lambdas/app/receipts.ts';
import { receiptStatement } from '../../lambdas/domain/receipt.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { FACTS, testSigner } from '../support/receipts.ts';

const DOCUMENT = readFileSync('docs/receipt.md', 'utf8');
const hasOpenSsl = spawnSync('openssl', ['version']).stdout?.toString().startsWith('OpenSSL 3');

describe('docs/receipt.md', () => {
  it('tells of every field', () => {
    const { holdings, retained, ...fields } = receiptStatement(FACTS);
    const names = [
      ...Object.keys(fields),
      ...Object.keys(holdings[0]!).map((name) => `holdings[].${name}`),
      ...Object.keys(retained[0]!)
        .filter((name) => !['count', 'until'].includes(name))
        .map((name) => `retained[].${name}`),
    ];

    for (const name of names) expect(DOCUMENT).toContain(`| \`${name}\``);
  });

  it.runIf(hasOpenSsl)('has a way by OpenSSL that works, and that sees another key', async () => {
    const [, script] = /```sh\n([\s\S]+?)```/.exec(DOCUMENT)!;
    const run = async (signedBy: ReturnType<typeof testSigner>, jwks: object) => {
      const folder = mkdtempSync(join(tmpdir(), 'receipt-openssl-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const ledger = memoryLedger();
      await receipts({ signer: signedBy.signer, ledger }).issue(FACTS);
      writeFileSync(join(folder, 'receipt.jws'), (await ledger.read(`receipts/${FACTS.receiptId}/receipt.jws`))!);
      writeFileSync(join(folder, 'jwks.json'), JSON.stringify(jwks));
      return execFileSync('sh', ['-c', script!], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    };
    const [ours, theirs] = [testSigner(), testSigner()];

    for (let n = 0; n < 5; n++) {
      const said = await run(ours, { keys: [...testSigner('key-0').jwks.keys, ...ours.jwks.keys] });
      expect(said).toBe(`Verified OK\n${JSON.stringify(receiptStatement(FACTS))}`);
    }
    expect(await run(ours, theirs.jwks)).toMatch(/^Verification failure\n/);
  });
});
