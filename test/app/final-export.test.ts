import { describe, expect, it } from 'vitest';
import { finalExportPath } from '../../lambdas/app/final-export.ts';
import { type Keep, keepFinalExport } from '../../lambdas/app/keep-final-export.ts';
import { takeFinalExport } from '../../lambdas/app/take-final-export.ts';
import { DAY, plus } from '../../lambdas/domain/time.ts';
import { finalExportWake, keepEvent } from '../../lambdas/events/final-export.ts';
import { NOON } from '../support/accounts.ts';
import { filesHolding, recordsHolding } from '../support/exported-holdings.ts';
import { memoryArchives } from '../support/memory-archives.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { faultsOf, manifestOf, recordsIn } from '../support/zip.ts';

const wake = { accountId: 'acme', deletionId: 'd-1', receiptId: 'r-1' };

function system(holdings = [recordsHolding('calls', 12), filesHolding('recordings', [Buffer.from('ring')])]) {
  const { store, archives, begun } = memoryArchives();
  const ledger = memoryLedger();
  const take = takeFinalExport({ clock: () => NOON, holdings, store, ledger });
  return { archives, begun, ledger, take: () => take(wake, memoryExecution().execution) };
}

describe('taking a final export', () => {
  it('seals all that the account holds, and tells the ledger once it is whole', async () => {
    const { take, archives, ledger } = system();

    expect(await take()).toEqual({ outcome: 'taken' });

    expect([...archives.keys()]).toEqual(['r-1/1.zip']);
    const entries = archives.get('r-1/1.zip')!;
    expect(faultsOf(entries)).toEqual([]);
    expect(manifestOf(entries)).toMatchObject({ accountId: 'acme', archives: 1 });
    expect(recordsIn(entries, 'calls.jsonl')).toHaveLength(12);
    expect(JSON.parse(ledger.entries.get('deletions/d-1/final-export.json')!)).toEqual({
      receiptId: 'r-1',
      archives: [
        { name: 'final-export-1.zip', bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ],
    });
  });

  it('is done once, however often it is asked for', async () => {
    const { take, begun } = system();
    await take();

    expect(await take()).toEqual({ outcome: 'taken before' });

    expect(begun).toHaveLength(1);
  });

  it('tells the ledger nothing of what cannot be made', async () => {
    const broken = {
      name: 'calls',
      export: () => {
        throw new Error('no such table');
      },
    };
    const { take, ledger } = system([broken]);

    await expect(take()).rejects.toThrow('no such table');

    expect(await ledger.read(finalExportPath('d-1'))).toBeNull();
  });
});

describe('what asks for one', () => {
  const take = finalExportWake(async (asked: unknown) => asked);

  it('is taken as it is', async () => {
    expect(await take(wake, null)).toEqual(wake);
  });

  it.each([
    ['nothing', null],
    ['another event', { accountId: 'acme', exportId: 'e-1' }],
    ['a receipt that would be another folder', { ...wake, receiptId: '../r-2' }],
    ['no receipt', { ...wake, receiptId: '' }],
  ])('is refused where it is %s', async (_what, event) => {
    await expect(take(event, null)).rejects.toThrow();
  });
});

describe('keeping a final export', () => {
  const until = plus(NOON, 30 * DAY);

  function kept(now = NOON) {
    const done: unknown[] = [];
    const vault = {
      lockUntil: async (...lock: unknown[]) => done.push(['lock', ...lock]),
      destroy: async (folder: string) => done.push(['destroy', folder]),
    };
    return { done, keep: keepEvent(keepFinalExport(vault, () => now)) };
  }

  it('locks it until then', async () => {
    const { keep, done } = kept();

    expect(await keep({ receiptId: 'r-1', keepUntil: until.toISOString() })).toEqual({ versions: 1 });

    expect(done).toEqual([['lock', 'r-1/', until]]);
  });

  it('does not lock what is to have gone by now', async () => {
    const { keep, done } = kept(until);

    expect(await keep({ receiptId: 'r-1', keepUntil: until.toISOString() })).toEqual({ versions: 0 });

    expect(done).toEqual([]);
  });

  it('destroys it', async () => {
    const { keep, done } = kept();

    expect(await keep({ receiptId: 'r-1', destroy: true })).toEqual({ versions: 1 });

    expect(done).toEqual([['destroy', 'r-1/']]);
  });

  it.each<[string, unknown]>([
    ['both at once', { receiptId: 'r-1', destroy: true, keepUntil: until.toISOString() } satisfies object],
    ['neither', { receiptId: 'r-1' }],
    ['all of them', { receiptId: '', destroy: true }],
    ['what lies above', { receiptId: '..', destroy: true }],
    ['until nobody knows when', { receiptId: 'r-1', keepUntil: 'tomorrow' }],
  ])('refuses %s', async (_what, event) => {
    const { keep, done } = kept();

    await expect(keep(event as Keep)).rejects.toThrow();

    expect(done).toEqual([]);
  });
});
