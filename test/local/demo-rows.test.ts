import { expect, test } from 'vitest';
import type { Fields } from '../../local/demo-records.ts';
import { type Listed, recordsOf } from '../../local/demo-rows.ts';
import { SEEDS, type Seed, seedOf } from '../../local/seeds.ts';
import { map, startStores } from './stores.ts';

const listed = map.filter((spec): spec is Listed => 'table' in spec && spec.kind !== 'users');

async function setUp() {
  const stores = await startStores();
  for (const spec of map) if (spec.kind === 'schedules') stores.scheduler.createGroup(spec.group);
  const rows = (spec: Listed, seed: Seed) => [...recordsOf(spec, seed, Date.now(), stores)];
  const all = (seed: Seed): Record<string, Fields[]> =>
    Object.fromEntries(listed.map((spec) => [spec.name, rows(spec, seed)]));
  return { ...stores, rows, all };
}

test('the first account has what a voice platform has', async () => {
  const { all, scheduler } = await setUp();

  const { members, campaigns, schedules, contacts, usage, ...rest } = all(SEEDS[0]!);

  expect(members?.map(({ role }) => role)).toEqual(['owner', 'member', 'member']);
  expect(campaigns?.map(({ status }) => status)).toEqual(['running', 'running', 'paused']);
  expect(rest['phone-numbers']).toHaveLength(3);
  expect(contacts).toHaveLength(1000);
  expect(usage?.[0]).toMatchObject({ recordId: 'BALANCE', amount: '42.17', currency: 'USD' });
  expect(usage?.[1]).toHaveProperty('destination');
  expect(schedules?.map(({ scheduleName }) => scheduleName)).toEqual(scheduler.schedules().map(({ Name }) => Name));
  expect(scheduler.schedules().map(({ State }) => State)).toEqual(['ENABLED', 'ENABLED', 'DISABLED', 'ENABLED']);
});

test('a campaign that runs has an execution of its own, and one that is paused has none', async () => {
  const { all } = await setUp();

  const { campaigns = [] } = all(SEEDS[0]!);

  const arns = campaigns.map(({ executionArn }) => executionArn);
  expect(arns[0]).toMatch(/^arn:aws:states:eu-west-1:000000000000:execution:voice-campaigns:[\w-]+$/);
  expect(new Set(arns).size).toBe(3);
  expect(arns[2]).toBeUndefined();
});

test('no two records of a table have one key', async () => {
  const { rows } = await setUp();

  for (const spec of listed) {
    const keys = [...SEEDS, seedOf('acme2', 500)].flatMap((seed) =>
      rows(spec, seed).map((record) => [spec.key.partition, spec.key.sort].map((name) => record[name ?? '']).join('/')),
    );
    expect(new Set(keys).size, spec.name).toBe(keys.length);
  }
});
