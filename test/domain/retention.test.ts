import { expect, it } from 'vitest';
import { retainedUntil } from '../../lambdas/domain/retention.ts';

it.each([
  ['2026-03-08T12:06:00.500Z', 10, '2036-03-08T12:06:00.500Z'],
  ['2028-02-29T00:00:00.000Z', 1, '2029-03-01T00:00:00.000Z'],
])('a purge at %s keeps for %d calendar years, until %s', (purgedAt, years, until) => {
  const date = new Date(purgedAt);

  expect(retainedUntil(years, date)).toEqual(new Date(until));
  expect(date).toEqual(new Date(purgedAt));
});
