import { describe, expect, test } from 'vitest';
import { partitionOf } from '../../lambdas/adapters/stored-account.ts';
import { PAUSE_KEY } from '../../lambdas/adapters/stored-pause.ts';
import {
  allowedTo,
  asList,
  functionOf,
  ofType,
  onlyOne,
  resourcesOf,
  type Statement,
  said,
  statementsOf,
  synthesized,
} from './synthesized.ts';

const { state, service, web } = synthesized();
const resources = resourcesOf(service);

const LOAD = 'dynamodb:Query on Table';
const SAVE = ['dynamodb:DeleteItem on Table', 'dynamodb:PutItem on Table'];
const SEND = ['ses:SendEmail on configuration-set/MailConfigurationSet', 'ses:SendEmail on identity/example.com'];
const READ_STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (action) => `dynamodb:${action} on Table.StreamArn`,
);
const PARTITIONS = [
  'voice-calls/index/byAccount',
  'voice-campaigns',
  'voice-contacts',
  'voice-members',
  'voice-phone-numbers',
  'voice-profile',
  'voice-schedules',
  'voice-usage',
];
const queryOn = (...tables: string[]) => tables.map((table) => `dynamodb:Query on table/${table}`);
const updateOn = (...tables: string[]) => tables.map((table) => `dynamodb:UpdateItem on table/${table}`);
const batchWriteOn = (...tables: string[]) => tables.map((table) => `dynamodb:BatchWriteItem on table/${table}`);

const RECORDINGS = 'arn:aws:s3:::example-voice-recordings';
const CUSTOMERS = 'schedule/voice-schedules/*';
const POOL = 'userpool/UsersPool';
const ARCHIVES = 'ExportsArchives';
const SEALED = 'FinalExportsArchives';
const durable = (name: string, ...actions: string[]) =>
  ['CheckpointDurableExecution', 'GetDurableExecutionState', ...actions].map(
    (action) => `lambda:${action} on ${name}:*`,
  );
/** Reads all that an account holds, files too. */
const EXPORT = [
  ...queryOn(...PARTITIONS),
  `cognito-idp:AdminGetUser on ${POOL}`,
  `s3:GetObject on ${RECORDINGS}/recordings/*/*`,
  `s3:ListBucket on ${RECORDINGS}`,
];

/** All that each function may do, besides writing its own log. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'get-account': [LOAD],
  'deactivate-account': [LOAD, ...SAVE],
  'reactivate-account': [LOAD, ...SAVE],
  'preview-deletion': [
    LOAD,
    ...queryOn(...PARTITIONS),
    'dynamodb:GetItem on table/voice-usage',
    `s3:ListBucket on ${RECORDINGS}`,
  ],
  'request-deletion': [LOAD, ...SAVE, ...SEND],
  'request-export': [LOAD, ...SAVE],
  'list-exports': [LOAD, `s3:GetObject on ${ARCHIVES}/exports/*`],
  'get-export': [LOAD, `s3:GetObject on ${ARCHIVES}/exports/*`],
  'confirm-deletion': [LOAD, ...SAVE],
  'cancel-deletion': [LOAD, ...SAVE],
  'follow-account': [
    LOAD,
    ...SAVE,
    'dynamodb:ConditionCheckItem on Table',
    ...READ_STREAM,
    ...queryOn('voice-campaigns', 'voice-phone-numbers', 'voice-schedules'),
    ...updateOn('voice-campaigns', 'voice-phone-numbers', 'voice-schedules'),
    `scheduler:GetSchedule on ${CUSTOMERS}`,
    `scheduler:UpdateSchedule on ${CUSTOMERS}`,
    'iam:PassRole on role/voice-schedules',
    'iam:PassRole on SchedulesRole',
    'lambda:GetDurableExecution on ExportsPrepareExport:*',
    'lambda:GetDurableExecution on PurgePurgeAccount:*',
    'lambda:InvokeFunction on ExportsPrepareExportAliaslive',
    'lambda:InvokeFunction on PurgePurgeAccountAliaslive',
    'scheduler:CreateSchedule on schedule/AccountDeletionexampleState-Schedules-4B7535D3/*',
    'scheduler:DeleteSchedule on schedule/AccountDeletionexampleState-Schedules-4B7535D3/*',
    'scheduler:UpdateSchedule on schedule/AccountDeletionexampleState-Schedules-4B7535D3/*',
    'sqs:SendMessage on FollowDeadLetters',
  ],
  'publish-changes': [
    ...queryOn('voice-members'),
    'dynamodb:DeleteItem on Table',
    'dynamodb:GetItem on Table',
    'dynamodb:UpdateItem on Table',
    'events:PutEvents on EventsBus',
    'kms:GenerateMac on ClaimCodeKey',
    's3:PutObject on LedgerEntries/accounts/*',
    's3:PutObject on LedgerEntries/deletions/*',
    's3:PutObject on LedgerEntries/operators/*',
    ...READ_STREAM,
    ...SEND,
    'sqs:SendMessage on PublishDeadLetters',
  ],
  'purge-account': [
    LOAD,
    ...SAVE,
    'dynamodb:ConditionCheckItem on Table',
    ...queryOn(...PARTITIONS),
    ...updateOn('voice-campaigns'),
    ...batchWriteOn(...PARTITIONS.map((partition) => partition.replace('/index/byAccount', ''))),
    `cognito-idp:AdminDeleteUser on ${POOL}`,
    `cognito-idp:AdminGetUser on ${POOL}`,
    `cognito-idp:AdminUserGlobalSignOut on ${POOL}`,
    'iam:PassRole on role/voice-schedules',
    'kms:Sign on ReceiptKey',
    'lambda:GetDurableExecution on FinalExportsTakeFinalExport:*',
    'lambda:InvokeFunction on FinalExportsKeepFinalExport',
    'lambda:InvokeFunction on FinalExportsTakeFinalExportAliaslive',
    'lambda:InvokeFunction on VerifierVerifyDeletion',
    ...durable('PurgePurgeAccount', 'GetDurableExecution'),
    `s3:AbortMultipartUpload on ${ARCHIVES}/exports/*`,
    `s3:DeleteObjectVersion on ${ARCHIVES}/exports/*`,
    `s3:ListBucketMultipartUploads on ${ARCHIVES}`,
    `s3:ListBucketVersions on ${ARCHIVES}`,
    's3:GetObject on LedgerEntries/receipts/*',
    's3:GetObject on LedgerEntries/deletions/*',
    's3:ListBucket on LedgerEntries',
    's3:PutObject on LedgerEntries/deletions/*',
    's3:PutObject on LedgerEntries/receipts/*',
    `s3:AbortMultipartUpload on ${RECORDINGS}/recordings/*/*`,
    `s3:DeleteObjectVersion on ${RECORDINGS}/recordings/*/*`,
    `s3:ListBucketMultipartUploads on ${RECORDINGS}`,
    `s3:ListBucketVersions on ${RECORDINGS}`,
    `scheduler:DeleteSchedule on ${CUSTOMERS}`,
    `scheduler:GetSchedule on ${CUSTOMERS}`,
    `scheduler:UpdateSchedule on ${CUSTOMERS}`,
    'states:StopExecution on execution:voice-campaigns:*',
    'sms-voice:ReleasePhoneNumber on phone-number/*',
    'sms-voice:UpdatePhoneNumber on phone-number/*',
    'sqs:SendMessage on PurgeDeadLetters',
  ],
  'prepare-export': [
    LOAD,
    ...SAVE,
    ...EXPORT,
    ...durable('ExportsPrepareExport', 'GetDurableExecution'),
    `s3:AbortMultipartUpload on ${ARCHIVES}/exports/*`,
    `s3:DeleteObjectVersion on ${ARCHIVES}/exports/*`,
    `s3:ListBucketMultipartUploads on ${ARCHIVES}`,
    `s3:ListBucketVersions on ${ARCHIVES}`,
    `s3:PutObject on ${ARCHIVES}/exports/*`,
    'sqs:SendMessage on ExportsDeadLetters',
  ],
  'take-final-export': [
    ...EXPORT,
    ...durable('FinalExportsTakeFinalExport'),
    'kms:Decrypt on FinalExportsKey',
    'kms:GenerateDataKey on FinalExportsKey',
    's3:GetObject on LedgerEntries/deletions/*',
    's3:ListBucket on LedgerEntries',
    's3:PutObject on LedgerEntries/deletions/*',
    `s3:AbortMultipartUpload on ${SEALED}/*`,
    `s3:ListBucketMultipartUploads on ${SEALED}`,
    `s3:PutObject on ${SEALED}/*`,
    'sqs:SendMessage on FinalExportsDeadLetters',
  ],
  'keep-final-export': [
    `s3:AbortMultipartUpload on ${SEALED}/*`,
    `s3:DeleteObjectVersion on ${SEALED}/*`,
    `s3:GetObjectRetention on ${SEALED}/*`,
    `s3:ListBucketMultipartUploads on ${SEALED}`,
    `s3:ListBucketVersions on ${SEALED}`,
    `s3:PutObjectRetention on ${SEALED}/*`,
  ],
  'verify-deletion': [
    ...queryOn(...PARTITIONS),
    `s3:ListBucketMultipartUploads on ${ARCHIVES}`,
    `s3:ListBucketVersions on ${ARCHIVES}`,
    `cognito-idp:AdminGetUser on ${POOL}`,
    `s3:ListBucketMultipartUploads on ${RECORDINGS}`,
    `s3:ListBucketVersions on ${RECORDINGS}`,
    `scheduler:GetSchedule on ${CUSTOMERS}`,
    'states:DescribeExecution on execution:voice-campaigns:*',
  ],
  'get-receipt': ['s3:GetObject on LedgerEntries/receipts/*', 's3:ListBucket on LedgerEntries'],
  'get-keys': ['kms:GetPublicKey on ReceiptKey', 'kms:GetPublicKey on RequestKey'],
  'run-canary': [
    LOAD,
    ...SAVE,
    'dynamodb:GetItem on Table',
    ...['voice-calls', 'voice-contacts', 'voice-profile'].map((table) => `dynamodb:PutItem on table/${table}`),
    'kms:GetPublicKey on ReceiptKey',
    'kms:GetPublicKey on RequestKey',
    'lambda:InvokeFunction on VerifierVerifyDeletion',
    's3:GetObject on LedgerEntries/receipts/*',
    's3:ListBucket on LedgerEntries',
    `s3:PutObject on ${RECORDINGS}/recordings/account-deletion-canary-*/*`,
    's3:PutObject on LedgerEntries/operators/*',
  ],
  'record-delivery': [LOAD, ...SAVE],
  sweep: [
    'dynamodb:GetItem on Table',
    'dynamodb:PutItem on Table',
    'dynamodb:Query on Table/index/owed',
    's3:PutObject on LedgerEntries/operators/*',
    'lambda:InvokeFunction on FollowAccount',
    'lambda:InvokeFunction on PublishChanges',
    'sqs:SendMessage on SweepDeadLetters',
  ],
};

/** What the CDK's own function for copying files is allowed, on the page's bucket and on the one with its assets. */
const OF_THE_CDK = /^s3:(Abort|DeleteObject|GetBucket|GetObject|List)\*$/;

const roleOf = (verb: string): string => functionOf(resources, verb).Properties.Role['Fn::GetAtt'][0];

describe('permissions', () => {
  test.each(Object.entries(ALLOWED))('%s may do this and nothing else', (verb, allowed) => {
    const log = said(functionOf(resources, verb).Properties.LoggingConfig.LogGroup);
    const writesLog = [`logs:CreateLogStream on ${log}`, `logs:PutLogEvents on ${log}`];

    expect(allowedTo(resources, roleOf(verb))).toEqual([...allowed, ...writesLog].sort());
  });

  test('let the verifier read, and nothing else', () => {
    const reads = /:(Admin)?(Query|Get|List|Describe)/;

    expect(ALLOWED['verify-deletion']?.filter((allowed) => !reads.test(allowed))).toEqual([]);
  });

  test('let the canary reach canaries and the pause in the state table, and no account of anybody’s', () => {
    const ofAccounts = statementsOf(resources, roleOf('run-canary')).filter(({ Action }) =>
      asList(Action).includes('dynamodb:Query'),
    );

    expect(ofAccounts.map(({ Condition }) => Condition)).toEqual([
      {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': [partitionOf('account-deletion-canary-*'), PAUSE_KEY.pk],
        },
      },
    ]);
  });

  test('are listed here for every function', () => {
    const entries = ofType(resources, 'AWS::Lambda::Function').map(([, { Metadata }]) => Metadata?.Entry);

    expect(entries.sort()).toEqual(
      Object.keys(ALLOWED)
        .map((verb) => `lambdas/${verb}.ts`)
        .sort(),
    );
  });

  test('name their resource, everywhere', () => {
    const all = [state, service, web].flatMap((template) => Object.values(resourcesOf(template)));
    const documents = all.flatMap(({ Properties: { PolicyDocument, Policies = [] } = {} }) => [
      ...(PolicyDocument ? [PolicyDocument] : []),
      ...[Policies].flat().flatMap((policy: { PolicyDocument?: unknown }) => policy.PolicyDocument ?? []),
    ]);
    const statements: Statement[] = documents.flatMap(({ Statement }) => Statement);

    expect(statements.length).toBeGreaterThan(20);
    for (const { Effect, Action, Resource } of statements) {
      expect(asList(Resource)).not.toContain('*');
      if (Effect === 'Allow')
        expect(asList(Action).filter((action) => /\*/.test(action) && !OF_THE_CDK.test(action))).toEqual([]);
    }
  });

  test('come from no policy that AWS manages', () => {
    const roles = [service, web].flatMap((template) => ofType(resourcesOf(template), 'AWS::IAM::Role'));

    expect(roles.length).toBeGreaterThan(10);
    expect(roles.filter(([, { Properties }]) => Properties.ManagedPolicyArns)).toEqual([]);
  });

  test('let a schedule wake the purge, have a reminder sent and leave a dead letter, no more', () => {
    const { id } = onlyOne(resources, 'AWS::IAM::Role', 'SchedulesRole');

    expect(allowedTo(resources, id)).toEqual([
      'lambda:InvokeFunction on PublishChanges',
      'lambda:InvokeFunction on PurgePurgeAccountAliaslive',
      'sqs:SendMessage on SchedulesDeadLetters',
    ]);
  });

  test('let nobody but our schedules assume that role', () => {
    const role = onlyOne(resources, 'AWS::IAM::Role', 'SchedulesRole');
    const [trust, ...others] = role.Properties.AssumeRolePolicyDocument.Statement;

    expect(others).toEqual([]);
    expect(trust.Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
    expect(trust.Condition.StringEquals['aws:SourceAccount']).toBe('000000000000');
    expect(said(trust.Condition.StringEquals['aws:SourceArn'])).toBe('Schedules');
  });

  test('let the role be passed to EventBridge Scheduler alone', () => {
    const pass = statementsOf(resources, roleOf('follow-account')).find(({ Action }) => Action === 'iam:PassRole');

    expect(pass?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
  });
});
