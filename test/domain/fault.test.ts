import { expect, it } from 'vitest';
import { Fault } from '../../lambdas/domain/fault.ts';
import { Refused } from '../../lambdas/domain/refused.ts';

it('an answer that is no breakdown is told from one by its name, also in a log', () => {
  expect(String(new Fault('token-invalid'))).toBe('Fault: token-invalid');
  expect(String(new Fault('token-invalid', { detail: 'This link is old.' }))).toBe('Fault: This link is old.');
  expect(String(new Refused('held', 'It is held.'))).toBe('Refused: It is held.');
});
