import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { accountDeletion } from '../../lib/account-deletion.ts';
import { unbundledApp } from '../../lib/app-context.ts';
import { explain, findings } from '../../lib/nag.ts';
import type { Settings } from '../../lib/settings.ts';
import { exampleSettings, settingsWithIssuer } from './synthesized.ts';

/** With all that settings can add. */
const fullSettings = (): Settings => ({
  ...exampleSettings(),
  traces: true,
  webOrigin: 'https://app.example.com',
  domain: { name: 'app.example.com', certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/1' },
  legalPrincipals: ['arn:aws:iam::000000000000:role/legal'],
});

function app(settings: Settings) {
  const app = unbundledApp();
  const stacks = accountDeletion(app, 'example', settings);
  return { app, ...stacks };
}
const told = (of: ReturnType<typeof findings>) => of.map(({ id, resource }) => `${id} at ${resource.node.path}`);

describe('cdk-nag', () => {
  test.each([
    ['the example', exampleSettings()],
    ['an issuer of one’s own', settingsWithIssuer()],
    ['all that settings can add', fullSettings()],
  ])('finds nothing that is not explained, with %s', (_, settings) => {
    const { app: whole } = app(settings);
    whole.synth();
    expect(findings(whole).length).toBeGreaterThan(20);

    explain(whole);

    expect(told(findings(whole))).toEqual([]);
  });

  test('has use for every explanation, with one settings or another', () => {
    const unused = [exampleSettings(), fullSettings()].map((settings) => {
      const { app: whole } = app(settings);
      whole.synth();
      return new Set(explain(whole));
    });

    expect([...unused[0]!.intersection(unused[1]!)]).toEqual([]);
  });

  test('would say so if a bucket were open to plain HTTP', () => {
    const { app: whole, state } = app(exampleSettings());
    new Bucket(state, 'Careless');
    whole.synth();

    explain(whole);

    expect(told(findings(whole))).toContain('AwsSolutions-S10 at AccountDeletion-example-State/Careless/Resource');
  });
});
