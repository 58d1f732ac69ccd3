import { describe, expect, test } from 'vitest';
import { onlyOne, resourcesOf, synthesized } from './synthesized.ts';

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
