import { describe, expect, it } from 'vitest';
import { isStripped, stripped } from '../../guard/stripped.ts';

const RULE = { keep: ['accountId', 'recordId', 'amount'], ground: 'Tax law', until: '2036-03-01T12:00:00.250Z' };
const CALL = { accountId: 'acme', recordId: 'r-1', amount: '0.12', to: '+15550100', agent: 'Ada' };

describe('a record that is kept', () => {
  it('has what the rule names, and says why it is kept and until when', () => {
    expect(stripped(CALL, RULE)).toEqual({
      accountId: 'acme',
      recordId: 'r-1',
      amount: '0.12',
      retainedFor: 'Tax law',
      retainedUntil: '2036-03-01T12:00:00.250Z',
    });
  });

  it('is left as it was by whoever strips it', () => {
    stripped(CALL, RULE);

    expect(CALL).toHaveProperty('to');
  });

  it('is the same when it is stripped again', () => {
    const once = stripped(CALL, RULE);

    expect(stripped(once, RULE)).toEqual(once);
    expect(isStripped(once, RULE)).toBe(true);
  });

  it.each([
    ['as it was', CALL],
    ['with something that the rule does not name', { ...stripped(CALL, RULE), to: '+15550100' }],
    ['without its ground', { accountId: 'acme', retainedUntil: RULE.until }],
    ['without its end', { accountId: 'acme', retainedFor: 'Tax law' }],
  ])('is not stripped %s', (_, record) => {
    expect(isStripped(record, RULE)).toBe(false);
  });
});
