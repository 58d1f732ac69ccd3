import { expect, test } from 'vitest';
import type { HoldingSpec } from '../../lambdas/holdings/spec.ts';
import { cdkContext } from '../../lib/app-context.ts';
import { holdings } from '../../lib/holdings.ts';
import { settingsOf } from '../../lib/settings.ts';
import { FEWEST_RECORDS, recordsOf, SEEDS, seedOf } from '../../local/seeds.ts';

const map: HoldingSpec[] = holdings(settingsOf('example', cdkContext().stages)).map(({ spec }) => spec);
let leased = 0;
const lease = () => ({ phoneNumberId: `phone-${++leased}`, phoneNumber: `+1555${leased}` });

const all = (seed: (typeof SEEDS)[number]) =>
  Object.fromEntries(map.map((spec) => [spec.name, [...recordsOf(spec, seed, { now: Date.now(), lease })]]));

test('the first account has what a voice platform has', () => {
  const { members, campaigns, contacts, usage, ...rest } = all(SEEDS[0]!);

  expect(members?.map(({ role }) => role)).toEqual(['owner', 'member', 'member']);
  expect(campaigns?.map(({ status }) => status)).toEqual(['running', 'running', 'paused']);
  expect(rest['phone-numbers']).toHaveLength(3);
  expect(contacts).toHaveLength(1000);
  expect(usage?.[0]).toMatchObject({ recordId: 'BALANCE', amount: '42.17', currency: 'USD' });
  expect(usage?.[1]).toHaveProperty('destination');
});

test.each([FEWEST_RECORDS, 6, 7, 8, 9, 10, 11, 100, 12_345])('an account is made with %i records in all', (records) => {
  const seed = seedOf('some:account|1', records);
  const made = all(seed);

  expect(Object.values(made).flat()).toHaveLength(records);
  for (const name of ['members', 'phone-numbers', 'campaigns', 'usage']) expect(made[name]).not.toHaveLength(0);
});

test('no two records of a table have one key', () => {
  for (const spec of map) {
    const keys = [...SEEDS, seedOf('acme2', 500)].flatMap((seed) =>
      [...recordsOf(spec, seed, { now: Date.now(), lease })].map((record) =>
        [spec.key.partition, spec.key.sort].map((name) => record[name ?? '']).join('/'),
      ),
    );
    expect(new Set(keys).size, spec.name).toBe(keys.length);
  }
});

test('every account has a mail domain of its own', () => {
  const ids = ['a:b', 'a|b', 'a-b', 'A-b', 'x'.repeat(128), `${'x'.repeat(127)}y`];

  const owners = ids.map((id) => seedOf(id, 5).users[0]!.email);

  expect(new Set(owners).size).toBe(ids.length);
  for (const owner of owners) expect(owner).toMatch(/^owner@[a-z0-9][a-z0-9-]{0,62}\.example$/);
});
