import { describe, expect, test } from 'vitest';
import { asList, onlyOne, resourcesOf, type Statement, synthesized } from './synthesized.ts';

const { stacks, state } = synthesized();
const resources = resourcesOf(state);
const table = onlyOne(resources, 'AWS::DynamoDB::GlobalTable');
const [replica] = table.Properties.Replicas;

describe('what must survive', () => {
  test('keeps its logical ids, since a new id would be a new and empty resource', () => {
    const ids = Object.entries(resources).map(([id, { Type }]) => `${Type} ${id}`);

    expect(ids).toEqual([
      'AWS::DynamoDB::GlobalTable TableCD117FA1',
      'AWS::Scheduler::ScheduleGroup Schedules29FB02FD',
      'AWS::KMS::Key ReceiptKey74646DB7',
      'AWS::KMS::Key RequestKeyB3F0DCDD',
      'AWS::KMS::Key ClaimCodeKey36CE8C29',
      'AWS::S3::Bucket LedgerEntries5999C498',
      'AWS::S3::BucketPolicy LedgerEntriesPolicy9990D411',
      'AWS::Events::EventBus EventsBus45DE4339',
      'AWS::S3::Bucket ExportsArchives25DC4B19',
      'AWS::S3::BucketPolicy ExportsArchivesPolicyBE293B8B',
      'AWS::KMS::Key FinalExportsKey75835E54',
      'AWS::S3::Bucket FinalExportsArchivesF88BA1A9',
      'AWS::S3::BucketPolicy FinalExportsArchivesPolicy35017DA6',
      'AWS::Cognito::UserPool UsersPoolBFC35D3B',
      'AWS::Cognito::UserPoolClient UsersPoolSettingsPageBAE2936A',
      'AWS::Cognito::UserPoolDomain UsersPoolSignInPage3326355F',
      'AWS::Cognito::ManagedLoginBranding UsersBrandingBC73A9B1',
    ]);
  });

  test('stays when the stack goes, or when it is replaced', () => {
    for (const { DeletionPolicy, UpdateReplacePolicy } of Object.values(resources))
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('is in a stack that cannot be deleted by mistake', () => {
    expect(stacks.state.terminationProtection).toBe(true);
  });

  test('lies in the account and Region of the settings', () => {
    expect([stacks.state.account, stacks.state.region]).toEqual(['000000000000', 'eu-west-1']);
    expect(replica.Region).toBe('eu-west-1');
  });
});

describe('the table', () => {
  test('has one partition an account', () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(table.Properties.BillingMode).toBe('PAY_PER_REQUEST');
  });

  test('can be taken back to any moment, and not be deleted', () => {
    expect(replica.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    expect(replica.DeletionProtectionEnabled).toBe(true);
  });

  test('sweeps what expires by itself', () => {
    expect(table.Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });

  test('tells in its stream what changed, and nothing of what it holds', () => {
    expect(table.Properties.StreamSpecification).toEqual({ StreamViewType: 'KEYS_ONLY' });
  });

  test('lists what is owed by due time, with keys alone', () => {
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'owed',
        KeySchema: [
          { AttributeName: 'owed', KeyType: 'HASH' },
          { AttributeName: 'dueAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
  });

  test('is named by CloudFormation', () => {
    expect(table.Properties.TableName).toBeUndefined();
  });
});

describe('the ledger', () => {
  const ledger = onlyOne(resources, 'AWS::S3::Bucket', 'Ledger').Properties;
  const policy = onlyOne(resources, 'AWS::S3::BucketPolicy', 'Ledger').Properties.PolicyDocument;
  const denied: Statement[] = policy.Statement.filter(({ Effect }: Statement) => Effect === 'Deny');
  const denialOf = (action: string) => denied.find(({ Action }) => asList(Action).includes(action));

  test('keeps every version of every entry for the years of the settings, whoever asks', () => {
    expect(ledger.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(ledger.ObjectLockEnabled).toBe(true);
    expect(ledger.ObjectLockConfiguration.Rule).toEqual({ DefaultRetention: { Mode: 'COMPLIANCE', Days: 3650 } });
  });

  test('is added to and nothing else, whatever anybody is allowed', () => {
    expect(denialOf('s3:PutObject')).toMatchObject({
      Principal: { AWS: '*' },
      Condition: { Null: { 's3:if-none-match': 'true' } },
    });
    for (const action of ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutLifecycleConfiguration']) {
      expect(denialOf(action)).toMatchObject({ Principal: { AWS: '*' } });
      expect(denialOf(action)).not.toHaveProperty('Condition');
    }
    expect(policy.Statement).toEqual(denied);
  });

  test('is public to nobody, and reached over TLS alone', () => {
    expect(Object.values(ledger.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(denialOf('s3:*')?.Condition).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
  });

  test('needs no key that somebody could delete', () => {
    expect(JSON.stringify(ledger.BucketEncryption)).toContain('"SSEAlgorithm":"AES256"');
  });
});

test('the event bus is named to those whose rules hang on it', () => {
  const { id } = onlyOne(resources, 'AWS::Events::EventBus');

  expect(state.toJSON().Outputs.EventBus.Value).toEqual({ Ref: id });
});
