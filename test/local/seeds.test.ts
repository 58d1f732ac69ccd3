import { expect, test } from 'vitest';
import { FEWEST_RECORDS, seedOf } from '../../local/seeds.ts';

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, count) => all + count, 0);

test.each([FEWEST_RECORDS, 8, 9, 10, 11, 12, 100, 12_345, 10_000_000])(
  'an account is made with %i records in all, each member a user too',
  (records) => {
    const { users, counts } = seedOf('some:account|1', records);

    expect(2 * users.length + sum(counts)).toBe(records);
    expect(users.map(({ role }) => role)).toEqual(['owner', 'member']);
    for (const name of ['phone-numbers', 'campaigns', 'usage']) expect(counts[name]).toBeGreaterThan(0);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(0);
  },
);

test.each([
  [56, 0],
  [1_000, 19],
  [100_000, 1_000],
  [10_000_000, 1_000],
])('of %i records few are files: %i', (records, files) => {
  expect(seedOf('some', records).counts.recordings).toBe(files);
});

test('every account has a mail domain of its own', () => {
  const ids = ['a:b', 'a|b', 'a-b', 'A-b', 'x'.repeat(128), `${'x'.repeat(127)}y`];

  const owners = ids.map((id) => seedOf(id, FEWEST_RECORDS).users[0]!.email);

  expect(new Set(owners).size).toBe(ids.length);
  for (const owner of owners) expect(owner).toMatch(/^owner@[a-z0-9][a-z0-9-]{0,62}\.example$/);
});
