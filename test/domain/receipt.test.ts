import { describe, expect, it } from 'vitest';
import { isReceiptId, receiptStatement, sequelStatement } from '../../lambdas/domain/receipt.ts';
import { FACTS } from '../support/receipts.ts';

const written = (statement: object) => JSON.parse(JSON.stringify(statement));

describe('a receipt', () => {
  it('says when, what went, what was kept and until when, and when the last traces go', () => {
    expect(written(receiptStatement(FACTS))).toEqual({
      receiptId: FACTS.receiptId,
      accountId: 'acme',
      deletionId: 'd-1',
      requestedAt: '2026-03-01T12:00:00.250Z',
      confirmedAt: '2026-03-01T12:05:00.000Z',
      purgeAt: '2026-03-08T12:05:00.000Z',
      startedAt: '2026-03-08T12:05:00.100Z',
      deletedAt: '2026-03-08T12:06:00.500Z',
      holdings: [
        { name: 'contacts', outcome: 'erase', before: 5_000, after: 0 },
        { name: 'phone-numbers', outcome: 'release', before: 3, after: 0 },
        { name: 'campaigns', outcome: 'terminate', before: 2, after: 0 },
        { name: 'usage', outcome: 'retain', before: 12, after: 12 },
      ],
      released: 3,
      retained: [{ name: 'usage', count: 12, ground: 'Commercial law', until: '2036-03-08T12:06:00.500Z' }],
      historiesUntil: '2026-06-06T12:06:00.500Z',
      backupsUntil: '2026-04-12T12:06:00.500Z',
    });
  });

  it('says until when a sealed copy is kept, where one was made', () => {
    const finalExportUntil = new Date('2026-04-07T12:06:00.500Z');

    expect(receiptStatement({ ...FACTS, finalExportUntil })).toMatchObject({
      finalExport: { until: finalExportUntil },
    });
    expect(receiptStatement(FACTS)).not.toHaveProperty('finalExport');
  });

  it('adds up what was given back, of all holdings that are released', () => {
    const numbers = { outcome: 'release', before: 4, after: 1 } as const;
    const holdings = [...FACTS.holdings, { name: 'short-codes', ...numbers }];

    expect(receiptStatement({ ...FACTS, holdings }).released).toBe(6);
    expect(receiptStatement({ ...FACTS, holdings: [] })).toMatchObject({ released: 0, retained: [], holdings: [] });
  });

  it('says nothing else that the facts happen to carry', () => {
    const holding = { ...FACTS.holdings[0]!, owner: 'ada@example.com' };
    const more = { ...FACTS, addresses: ['ada@example.com'], holdings: [holding] };

    expect(JSON.stringify(receiptStatement(more))).not.toContain('ada@');
  });
});

describe('a sequel', () => {
  const { receiptId, deletedAt: at } = FACTS;

  it.each(['check', 'retention-end'] as const)('says what is gone since, and nothing else: %s', (sequel) => {
    const erased = [{ name: 'calls', count: 2, number: '+15552010001' }];

    expect(written(sequelStatement({ receiptId, sequel, at, erased }))).toEqual({
      receiptId,
      sequel,
      at: '2026-03-08T12:06:00.500Z',
      erased: [{ name: 'calls', count: 2 }],
    });
    expect(sequelStatement({ receiptId, sequel: 'backups-end', at })).toEqual({ receiptId, sequel: 'backups-end', at });
  });
});

describe('the id of a receipt', () => {
  it.each([
    ['x'.repeat(43), true],
    [`${'-_'.repeat(21)}9`, true],
    ['', false],
    ['x'.repeat(42), false],
    ['x'.repeat(44), false],
    [`${'x'.repeat(42)}.`, false],
    [`${'x'.repeat(42)}/`, false],
    [`${'x'.repeat(42)}é`, false],
    [`${'x'.repeat(43)}\n`, false],
  ])('%j: %s', (id, expected) => {
    expect(isReceiptId(id)).toBe(expected);
  });
});
