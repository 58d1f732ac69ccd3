import { describe, expect, test } from 'vitest';
import { DataMap } from '../../lib/holdings/data-map.ts';
import { items } from '../../lib/holdings/items.ts';
import { type RetainedProps, retained } from '../../lib/holdings/retained.ts';
import { holdings } from '../../lib/holdings.ts';
import { exampleSettings, functionOf, resourcesOf, synthesized } from './synthesized.ts';

const contacts = { table: 'contacts', key: { partition: 'accountId', sort: 'contactId' } };
const bills: RetainedProps = {
  table: 'bills',
  key: { partition: 'accountId', sort: 'billId' },
  keep: ['amount'],
  ground: 'Tax law',
  years: 10,
};
const mapOf = (...map: ConstructorParameters<typeof DataMap>[0]) => new DataMap(map);

describe('the data map', () => {
  test('describes the voice platform, in the order in which an owner is told', () => {
    const map = holdings(exampleSettings()).map(({ spec: { name, kind, outcome } }) => `${name}: ${kind}, ${outcome}`);

    expect(map).toEqual([
      'profile: items, erase',
      'members: members, erase',
      'phone-numbers: phone-numbers, release',
      'campaigns: items, terminate',
      'schedules: items, terminate',
      'contacts: items, erase',
      'calls: items, erase',
      'usage: retained, retain',
    ]);
  });

  test('reaches the functions that read it, whole', () => {
    const resources = resourcesOf(synthesized().service);
    const specs = holdings(exampleSettings()).map(({ spec }) => spec);

    for (const verb of ['preview-deletion', 'follow-account', 'purge-account'])
      expect(JSON.parse(functionOf(resources, verb).Properties.Environment.Variables.HOLDINGS)).toEqual(
        JSON.parse(JSON.stringify(specs)),
      );
  });

  test('says what a name is good for: two holdings of one name are refused', () => {
    expect(() => mapOf(items('contacts', contacts), items('contacts', contacts))).toThrow(
      '"contacts" is there more than once; give each holding a name of its own',
    );
  });

  test('refuses a name that is none', () => {
    expect(() => mapOf(items('My Contacts', contacts))).toThrow(
      '"My Contacts" is no name for a holding; use up to 40 of',
    );
  });

  test('refuses what is kept without a ground, or without an end', () => {
    expect(() => mapOf(retained('bills', { ...bills, ground: ' ' }))).toThrow(
      '"bills" is kept without a ground; say in',
    );
    expect(() => mapOf(retained('bills', { ...bills, years: 0 }))).toThrow(
      '"bills" is kept without an end; give "years"',
    );
  });

  test('refuses a balance that cannot be found, and a second one', () => {
    const balance = { sort: 'BALANCE', amount: 'amount', currency: 'currency' };

    expect(() => mapOf(retained('bills', { ...bills, key: { partition: 'accountId' }, balance }))).toThrow(
      '"bills" has a balance but no sort key to find it by',
    );
    expect(() => mapOf(retained('bills', { ...bills, balance }), retained('debts', { ...bills, balance }))).toThrow(
      '"bills" and "debts" have a balance',
    );
  });

  test('refuses to be larger than a function can be told', () => {
    const many = Array.from({ length: 40 }, (_, n) => items(`contacts-${n}`, contacts));

    expect(() => mapOf(...many)).toThrow(/it takes \d+ bytes of 3072 .* shorten names and grounds/);
  });

  test('says everything that is wrong at once', () => {
    expect(() => mapOf(items('A', contacts), retained('bills', { ...bills, ground: '', years: 0 }))).toThrow(
      /"A" is no name[\s\S]*without a ground[\s\S]*without an end/,
    );
  });
});
