import { describe, expect, test } from 'vitest';
import { cdkContext } from '../../lib/app-context.ts';
import { parseSettings } from '../../lib/settings.ts';
import {
  allowedTo,
  asList,
  exampleSettings,
  functionOf,
  ofType,
  onlyOne,
  type Resources,
  resourcesOf,
  type Statement,
  said,
  synthesized,
} from './synthesized.ts';

const { state, service } = synthesized();
const [kept, running] = [resourcesOf(state), resourcesOf(service)];
const LEGAL = 'arn:aws:iam::000000000000:role/legal';

const bucketOf = (resources: Resources, prefix: string) => {
  const { id, Properties } = onlyOne(resources, 'AWS::S3::Bucket', prefix);
  const [, policy] = ofType(resources, 'AWS::S3::BucketPolicy').find(([, it]) => it.Properties.Bucket.Ref === id)!;
  return { properties: Properties, denied: policy.Properties.PolicyDocument.Statement as Statement[] };
};
const tagOf = (verb: string) => {
  const role = functionOf(running, verb).Properties.Role['Fn::GetAtt'][0];
  return running[role]!.Properties.Tags;
};

describe('the bucket of data exports', () => {
  const bucket = bucketOf(kept, 'ExportsArchives');

  test('keeps nothing for longer than a day more than it is to, not even what was not finished', () => {
    expect(bucket.properties.LifecycleConfiguration.Rules).toEqual([
      { Status: 'Enabled', ExpirationInDays: 8, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
    ]);
    expect(bucket.properties.VersioningConfiguration).toBeUndefined();
  });

  test('is encrypted, public to nobody, and reached over TLS alone', () => {
    expect(JSON.stringify(bucket.properties.BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
    expect(Object.values(bucket.properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(bucket.denied).toMatchObject([{ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }]);
  });

  test.each(['prepare-export', 'purge-account', 'verify-deletion'])(
    'is listed by %s below one folder alone',
    (verb) => {
      const role = functionOf(running, verb).Properties.Role['Fn::GetAtt'][0];
      const statements = ofType(running, 'AWS::IAM::Policy')
        .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);
      const lists = statements.filter(
        ({ Action, Resource }) =>
          asList(Action).includes('s3:ListBucketVersions') &&
          asList(Resource).some((it) => said(it) === 'ExportsArchives'),
      );

      expect(lists.map(({ Condition }) => Condition)).toEqual([{ StringLike: { 's3:prefix': 'exports/*' } }]);
    },
  );
});

describe('the vault of final exports', () => {
  const bucket = bucketOf(kept, 'FinalExportsArchives');
  const denialOf = (action: string) => bucket.denied.find(({ Action }) => asList(Action).includes(action));

  test('locks every version for no longer than it is to be kept: it is extended, and never shortened', () => {
    expect(bucket.properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(bucket.properties.ObjectLockConfiguration.Rule.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 30 });
  });

  test('is encrypted by a key of its own', () => {
    const { id, Properties } = onlyOne(kept, 'AWS::KMS::Key', 'FinalExportsKey');

    expect(Properties.EnableKeyRotation).toBe(true);
    expect(
      bucket.properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault,
    ).toEqual({
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: { 'Fn::GetAtt': [id, 'Arn'] },
    });
  });

  test('is public to nobody, and reached over TLS alone', () => {
    expect(Object.values(bucket.properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(denialOf('s3:*')?.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
  });

  test.each([
    ['s3:GetObject', 'reader'],
    ['s3:GetObjectVersion', 'reader'],
    ['s3:PutObject', 'writer'],
    ['s3:PutObjectRetention', 'keeper'],
    ['s3:DeleteObjectVersion', 'keeper'],
  ])('refuses %s to all but the %s, whatever anybody is allowed', (action, part) => {
    expect(denialOf(action)).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Condition: { StringNotEquals: { 'aws:PrincipalTag/final-exports': part } },
    });
    expect(said(denialOf(action)?.Resource)).toBe('FinalExportsArchives/*');
  });

  test.each(['s3:DeleteObject', 's3:BypassGovernanceRetention'])('refuses %s to everybody', (action) => {
    expect(denialOf(action)).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
    expect(denialOf(action)).not.toHaveProperty('Condition');
  });

  test('has one writer and one keeper, and nobody else has a part there', () => {
    expect(tagOf('take-final-export')).toEqual([{ Key: 'final-exports', Value: 'writer' }]);
    expect(tagOf('keep-final-export')).toEqual([{ Key: 'final-exports', Value: 'keeper' }]);
    const tagged = ofType(running, 'AWS::IAM::Role').filter(([, it]) => it.Properties.Tags);
    expect(tagged).toHaveLength(2);
  });

  test('forgets in the end what nobody has destroyed', () => {
    const [rule] = bucket.properties.LifecycleConfiguration.Rules;

    expect(rule.ExpirationInDays).toBe(400);
    expect(rule.NoncurrentVersionExpiration).toEqual({ NoncurrentDays: 1 });
    expect(rule.AbortIncompleteMultipartUpload).toEqual({ DaysAfterInitiation: 1 });
  });
});

describe('the role that reads final exports', () => {
  test('is not there unless the settings name somebody', () => {
    expect(ofType(kept, 'AWS::IAM::Role')).toEqual([]);
  });

  test('can be assumed by whom they name, and read, and nothing else', () => {
    const named = resourcesOf(synthesized({ ...exampleSettings(), legalPrincipals: [LEGAL] }).state);
    const role = onlyOne(named, 'AWS::IAM::Role', 'FinalExportsLegalRole');
    const [trust, ...others] = role.Properties.AssumeRolePolicyDocument.Statement;

    expect(others).toEqual([]);
    expect(trust).toMatchObject({ Action: 'sts:AssumeRole', Principal: { AWS: LEGAL } });
    expect(role.Properties.Tags).toEqual([{ Key: 'final-exports', Value: 'reader' }]);
    expect(allowedTo(named, role.id)).toEqual([
      'kms:Decrypt on FinalExportsKey',
      's3:GetObject on FinalExportsArchives/*',
    ]);
  });

  test.each([
    ['another account’s', ['arn:aws:iam::111111111111:role/legal']],
    ['everybody', ['*']],
    ['a whole account', ['arn:aws:iam::000000000000:root']],
    ['a session', ['arn:aws:sts::000000000000:assumed-role/legal/ada']],
    ['no list', LEGAL],
  ])('is not given to %s', (_who, legalPrincipals) => {
    const { example } = cdkContext().stages as Record<string, object>;

    expect(() => parseSettings('example', { ...example, legalPrincipals })).toThrow(
      /legalPrincipals.*: is .*; give a list of ARNs/,
    );
  });
});

describe('the functions that export', () => {
  test.each(['prepare-export', 'take-final-export'])(
    '%s is durable, has a processor to itself and a tidy heap',
    (verb) => {
      const { Properties } = functionOf(running, verb);

      expect(Properties).toMatchObject({
        Timeout: 900,
        MemorySize: 1769,
        DurableConfig: { ExecutionTimeout: 864_000, RetentionPeriodInDays: 14 },
      });
      expect(Properties.Environment.Variables.NODE_OPTIONS).toBe('--max-semi-space-size=4');
    },
  );

  test.each([
    ['prepare-export', 'Exports'],
    ['take-final-export', 'FinalExports'],
  ])('%s runs through an alias, and an alarm tells of what failed for good', (verb, scope) => {
    const { id, Properties } = functionOf(running, verb);
    const aliases = ofType(running, 'AWS::Lambda::Alias').filter(([, it]) => it.Properties.FunctionName.Ref === id);

    expect(aliases.map(([, it]) => it.Properties.Name)).toEqual(['live']);
    expect(said(Properties.DeadLetterConfig.TargetArn)).toBe(`${scope}DeadLetters`);
    onlyOne(running, 'AWS::CloudWatch::Alarm', `${scope}DeadLettersAlarm`);
    const versions = ofType(running, 'AWS::Lambda::Version').filter(([, it]) => it.Properties.FunctionName.Ref === id);
    expect(versions.map(([, it]) => it.DeletionPolicy)).toEqual(['Retain']);
  });

  test('an alarm tells of an export that could not be prepared', () => {
    const filter = onlyOne(running, 'AWS::Logs::MetricFilter', 'ExportsFailed');

    expect(filter.Properties.FilterPattern).toBe('{ $.message.failed = "*" }');
  });
});
