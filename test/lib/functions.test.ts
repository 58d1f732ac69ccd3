import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../lib/constructs/esbuild-options.ts';
import { functionOf, ofType, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const environmentOf = (verb: string): Record<string, unknown> =>
  functionOf(resources, verb).Properties.Environment.Variables;
const only = (type: string) => onlyOne(resources, type).Properties;

describe('the functions', () => {
  const functions = ofType(resources, 'AWS::Lambda::Function').map(([, it]) => it);

  test.each(functions.map((it) => [it.Metadata?.Entry ?? 'none', it]))(
    '%s is there, on the pinned runtime',
    (entry, it) => {
      expect(existsSync(join(PROJECT_ROOT, entry))).toBe(true);
      expect(it.Properties).toMatchObject({
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(it.Properties.FunctionName).toBeUndefined();
    },
  );

  test.each([
    ['get-account', 10, 512],
    ['follow-account', 300, 512],
    ['publish-changes', 60, 512],
    ['purge-account', 900, 1024],
    ['record-delivery', 30, 512],
    ['sweep', 300, 512],
  ])('%s has %i seconds and %i MB', (verb, timeout, memory) => {
    expect(functionOf(resources, verb).Properties).toMatchObject({ Timeout: timeout, MemorySize: memory });
  });

  test('have what they are told in the environment that Lambda allows', () => {
    for (const { Properties } of functions)
      expect(JSON.stringify(Properties.Environment.Variables).length).toBeLessThan(4096);
  });

  test.each([
    ['get-account', []],
    ['deactivate-account', []],
    ['reactivate-account', []],
    ['preview-deletion', ['HOLDINGS', 'REQUEST_KEY']],
    ['request-deletion', ['CONFIGURATION_SET', 'SENDER', 'WEB_ORIGIN']],
    ['confirm-deletion', []],
    ['cancel-deletion', []],
  ])('%s knows the claims and whom to write to', (verb, more) => {
    const common = ['CLAIM_ACCOUNT', 'CLAIM_ROLE', 'CLAIM_USER', 'LEGAL_CONTACT', 'TABLE_NAME'];

    expect(Object.keys(environmentOf(verb)).sort()).toEqual([...common, ...more].sort());
  });

  test('follow-account knows what a schedule is made of', () => {
    const { SCHEDULE_GROUP, SCHEDULE_ROLE_ARN, SCHEDULE_DEAD_LETTER_ARN, PURGE_ARN } = environmentOf('follow-account');

    expect([SCHEDULE_ROLE_ARN, SCHEDULE_DEAD_LETTER_ARN, PURGE_ARN].map(said)).toEqual([
      'SchedulesRole',
      'SchedulesDeadLetters',
      'PurgePurgeAccountAliaslive',
    ]);
    expect(SCHEDULE_GROUP).toBe('AccountDeletionexampleState-Schedules-4B7535D3');
  });
});

describe('mails', () => {
  test('go over TLS, with no link rewritten', () => {
    const set = only('AWS::SES::ConfigurationSet');

    expect(set.DeliveryOptions).toEqual({ TlsPolicy: 'REQUIRE' });
    expect(set.TrackingOptions).toBeUndefined();
    expect(environmentOf('request-deletion').SENDER).toBe('"Example" <accounts@example.com>');
  });
});
