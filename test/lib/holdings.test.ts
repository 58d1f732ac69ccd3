import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { readMap } from '../../lambdas/holdings/map.ts';
import { unbundledApp } from '../../lib/app-context.ts';
import { ServiceFunction } from '../../lib/constructs/service-function.ts';
import { DataMap } from '../../lib/holdings/data-map.ts';
import type { Holding } from '../../lib/holdings/holding.ts';
import { items } from '../../lib/holdings/items.ts';
import { objects } from '../../lib/holdings/objects.ts';
import { unpackMap } from '../../lib/holdings/packed-map.ts';
import { type RetainedProps, retained } from '../../lib/holdings/retained.ts';
import { service } from '../../lib/holdings/service.ts';
import { holdings } from '../../lib/holdings.ts';
import {
  allowedTo,
  asList,
  exampleSettings,
  functionOf,
  ofType,
  onlyOne,
  resourcesOf,
  type Statement,
  said,
  settingsWithIssuer,
  synthesized,
} from './synthesized.ts';

const POOL = 'eu-west-1_Ab1Cd2Ef3';
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
    const map = holdings(exampleSettings(), POOL).map(
      ({ spec: { name, kind, outcome } }) => `${name}: ${kind}, ${outcome}`,
    );

    expect(map).toEqual([
      'profile: items, erase',
      'members: members, erase',
      'phone-numbers: phone-numbers, release',
      'campaigns: executions, terminate',
      'schedules: schedules, terminate',
      'contacts: items, erase',
      'calls: items, erase',
      'recordings: objects, erase',
      'usage: retained, retain',
      'identity: users, erase',
    ]);
  });

  test('has no users where there is no user pool', () => {
    expect(holdings(exampleSettings(), undefined).map(({ spec }) => spec.kind)).not.toContain('users');
  });

  test('reaches the functions that read it, whole', () => {
    const settings = { ...settingsWithIssuer(), userPoolId: POOL };
    const resources = resourcesOf(synthesized(settings).service);
    const specs = holdings(settings, POOL).map(({ spec }) => spec);

    for (const verb of ['preview-deletion', 'follow-account', 'purge-account'])
      for (const unpack of [unpackMap, readMap])
        expect(unpack(functionOf(resources, verb).Properties.Environment.Variables.HOLDINGS)).toEqual(
          JSON.parse(JSON.stringify(specs)),
        );
  });

  test('names the users of the stack’s own pool, whose id is known only then', () => {
    const { Variables } = functionOf(resourcesOf(synthesized().service), 'purge-account').Properties.Environment;
    const specs = readMap(said(Variables.HOLDINGS));

    expect(specs.at(-1)).toMatchObject({
      kind: 'users',
      userPoolId: 'UsersPool',
      accountAttribute: 'custom:account_id',
    });
  });

  test('has room for many: five times those of the example fit', () => {
    const specs = holdings(exampleSettings(), POOL);
    const many = Array.from({ length: 5 }, (_, n) =>
      specs.map((holding) => ({
        ...holding,
        spec: { ...holding.spec, name: `${holding.spec.name}-${n}`, balance: undefined },
      })),
    );

    expect(() => mapOf(...(many.flat() as Holding[]))).not.toThrow();
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

  test.each([
    ['crm.example.com/deletion', 'is at "crm.example.com/deletion", which is no URL; give the whole of it'],
    ['http://crm.example.com/deletion', 'give an https URL'],
    ['http://localhost.example.com/deletion', 'give an https URL'],
    ['https://us:secret@crm.example.com/deletion', 'leave it out'],
    ['https://crm.example.com/deletion?key=1', 'leave out what begins with "?" or "#"'],
    ['https://crm.example.com/deletion#top', 'leave out what begins with "?" or "#"'],
    ['https://crm.example.com/deletion/', 'leave out the closing slash'],
  ])('refuses a service at %s', (url, fix) => {
    expect(() => mapOf(service('crm', { url }))).toThrow(fix);
  });

  test('takes a service by https, and one on this very machine, as something to erase unless it says else', () => {
    const url = 'https://crm.example.com/deletion';
    const local = service('local', { url: 'http://localhost:4300/deletion', outcome: 'release' });

    expect(() => mapOf(service('crm', { url }), local)).not.toThrow();
    expect(service('crm', { url }).spec).toEqual({ kind: 'service', name: 'crm', outcome: 'erase', url });
    expect(local.spec).toMatchObject({ outcome: 'release' });
  });

  test.each([
    'recordings/',
    'recordings/{accountId}',
    'recordings/{accountId}-files/',
    'recordings/{accountId}/audio',
    'recordings/{account}/',
    '{accountId}/{accountId}/',
    'recordings/*/{accountId}/',
  ])('refuses files below "%s", among which may be another account’s', (prefix) => {
    expect(() => mapOf(objects('recordings', { bucket: 'files', prefix }))).toThrow(
      `"recordings" lies below "${prefix}"; give a prefix with the account's id and a closing slash`,
    );
  });

  test.each(['{accountId}/', 'recordings/{accountId}/', 'accounts/{accountId}/recordings/'])(
    'takes files below "%s"',
    (prefix) => {
      expect(() => mapOf(objects('recordings', { bucket: 'files', prefix }))).not.toThrow();
    },
  );

  test('lets files be listed below its prefix alone', () => {
    const statements = ofType(resourcesOf(synthesized().service), 'AWS::IAM::Policy').flatMap(
      ([, { Properties }]): Statement[] => Properties.PolicyDocument.Statement,
    );
    const listing = statements.filter(({ Action }) =>
      asList(Action).some((each) => /^s3:ListBucket(Versions)?$/.test(each)),
    );
    const ours = listing.filter(({ Resource }) => JSON.stringify(Resource).includes('example-voice-recordings'));

    expect(ours.length).toBeGreaterThan(0);
    for (const { Condition } of ours) expect(Condition).toEqual({ StringLike: { 's3:prefix': 'recordings/*/' } });
  });

  test('has files read below their prefix, with the key that they are encrypted with', () => {
    const key = 'arn:aws:kms:eu-west-1:000000000000:key/files';
    const place = { bucket: 'files', prefix: 'files/{accountId}/' };
    const granted = (holding: Holding) => {
      const stack = new Stack(unbundledApp(), 'Stack', { env: { region: 'eu-west-1', account: '000000000000' } });
      const grantee = new ServiceFunction(stack, 'prepare-export', { timeout: Duration.minutes(1) });
      holding.grant('export', grantee);
      const resources = resourcesOf(Template.fromStack(stack));
      const { id } = onlyOne(resources, 'AWS::IAM::Role');
      return allowedTo(resources, id).filter((allowed) => !allowed.startsWith('logs:'));
    };

    expect(granted(objects('files', place))).toEqual([
      's3:GetObject on arn:aws:s3:::files/files/*/*',
      's3:ListBucket on arn:aws:s3:::files',
    ]);
    expect(granted(objects('files', { ...place, encryptionKey: key }))).toContain('kms:Decrypt on key/files');
  });

  test('leaves secrets out of exports, and refuses to leave out what has no name', () => {
    const omit = Object.fromEntries(
      holdings(exampleSettings(), POOL).flatMap(({ spec }) => ('omit' in spec ? [[spec.name, spec.omit]] : [])),
    );

    expect(omit).toEqual({ profile: ['webhookSecret'] });
    expect(items('contacts', { ...contacts, omit: ['token'] }).spec).toMatchObject({ omit: ['token'] });
    expect(service('crm', { url: 'https://crm.example', omit: ['token'] }).spec).toMatchObject({ omit: ['token'] });
    expect(() => mapOf(retained('bills', { ...bills, omit: ['token', ' '] }))).toThrow(
      '"bills" leaves a field without a name out of exports; give the names of fields in "omit"',
    );
  });

  test('refuses to be larger than a function can be told', () => {
    const many = Array.from({ length: 400 }, (_, n) => items(`contacts-${n ** 4}`, contacts));

    expect(() => mapOf(...many)).toThrow(/it takes \d+ bytes of 2560 .* shorten names and grounds/);
  });

  test('says everything that is wrong at once', () => {
    expect(() => mapOf(items('A', contacts), retained('bills', { ...bills, ground: '', years: 0 }))).toThrow(
      /"A" is no name[\s\S]*without a ground[\s\S]*without an end/,
    );
  });
});
