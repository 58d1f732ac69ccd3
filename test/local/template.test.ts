import { expect, test } from 'vitest';
import { synthesize } from '../../local/synth.ts';
import { type CfnTemplate, loadTemplate } from '../../local/template.ts';

type Resources = NonNullable<CfnTemplate['Resources']>;

const fn = (
  name: string,
  Environment: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Resources => ({
  [name]: {
    Type: 'AWS::Lambda::Function',
    Metadata: { Entry: `lambdas/${name}.ts` },
    Properties: { Environment: { Variables: Environment }, ...more },
  },
});

const STATE: CfnTemplate = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'owed',
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [{ Region: 'eu-central-1' }],
      },
    },
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'State-Group-1' } },
  },
  Outputs: {
    TableName: { Value: { Ref: 'Table' }, Export: { Name: 'State:TableName' } },
    Stream: { Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] } },
    GroupArn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } },
  },
};

const output = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'State', Region: 'eu-central-1', OutputName },
});

const load = (Resources: Resources) => loadTemplate({ State: STATE, Service: { Resources } });
const variables = (Resources: Resources) => load(Resources).functions[0]?.environment;

test('resolves what CDK refers with', () => {
  const environment = variables({
    Queue: { Type: 'AWS::SQS::Queue' },
    Role: { Type: 'AWS::IAM::Role' },
    ...fn('Fn', {
      weak: output('TableName'),
      strong: { 'Fn::ImportValue': 'State:TableName' },
      group: output('GroupArn'),
      queue: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      joined: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':x:', { Ref: 'AWS::Region' }]] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
      sub: { 'Fn::Sub': ['${AWS::AccountId}/${Queue.Arn}/${it}/${!literal}', { it: { Ref: 'Role' } }] },
      part: { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
      number: 7,
    }),
  });

  expect(environment).toEqual({
    weak: 'Table',
    strong: 'Table',
    group: 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/State-Group-1',
    queue: 'arn:aws:sqs:eu-west-1:000000000000:Queue',
    role: 'arn:aws:iam::000000000000:role/Role',
    joined: 'arn:aws:x:eu-west-1',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
    sub: '000000000000/arn:aws:sqs:eu-west-1:000000000000:Queue/Role/${literal}',
    part: 'Queue',
    number: '7',
  });
});

test.each([
  [{ 'Fn::If': ['a', 'b', 'c'] }, 'Service.Fn.Environment.Variables.it: the local run does not understand Fn::If.'],
  [{ Ref: 'Nothing' }, 'Service.Fn.Environment.Variables.it: nothing is known of Nothing.'],
  [{ 'Fn::GetAtt': ['Fn', 'Colour'] }, 'Service.Fn.Environment.Variables.it: nothing is known of Fn.Colour.'],
  [output('Other'), 'Service.Fn.Environment.Variables.it: stack State has no output Other.'],
  [{ 'Fn::ImportValue': 'Other' }, 'Service.Fn.Environment.Variables.it: no stack exports Other.'],
])('says where it stands what it cannot resolve: %j', (it, message) => {
  expect(() => variables(fn('Fn', { it }))).toThrow(message);
});

test('reads a table as CreateTable takes it', () => {
  expect(load({}).tables).toMatchObject([
    {
      logicalId: 'Table',
      name: 'Table',
      ttlAttribute: 'expiresAt',
      create: {
        TableName: 'Table',
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [{ IndexName: 'owed', Projection: { ProjectionType: 'ALL' } }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
  ]);
});

test('reads buckets with what they keep, and refuses a rule that it could not keep', () => {
  const read = (Properties: Record<string, unknown>) =>
    load({ Bucket: { Type: 'AWS::S3::Bucket', Properties } }).buckets[0];
  const rules = (...Rules: object[]) => read({ LifecycleConfiguration: { Rules } })?.lifecycle;
  const Status = 'Enabled';

  expect(read({})).toEqual({ logicalId: 'Bucket', name: 'bucket', lifecycle: [] });
  expect(read({ BucketName: 'given', VersioningConfiguration: { Status } })).toMatchObject({
    name: 'given',
    versioning: 'Enabled',
  });
  expect(read({ ObjectLockEnabled: true })?.lock).toEqual({});
  const DefaultRetention = { Mode: 'COMPLIANCE', Days: 30 };
  expect(
    read({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: Status, Rule: { DefaultRetention } },
    }),
  ).toMatchObject({ lock: { default: { mode: 'COMPLIANCE', days: 30 } } });
  expect(
    rules(
      { Status, Prefix: 'exports/', ExpirationInDays: 7, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
      { Status, ExpiredObjectDeleteMarker: true, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
      { Status: 'Disabled', ExpirationInDays: 1 },
    ),
  ).toEqual([
    { prefix: 'exports/', expireAfter: 7, expireMarkers: false, noncurrent: { days: 1, keep: 0 } },
    { prefix: '', expireMarkers: true, abortUploadsAfter: 2 },
  ]);
  expect(() => rules({ Status, TagFilters: [] })).toThrow(
    'Service.Bucket: the local run does not understand TagFilters',
  );
});

test('reads a durable function with its alias, and finds it by every name that it has', () => {
  const template = load({
    Queue: { Type: 'AWS::SQS::Queue' },
    ...fn(
      'Purge',
      {},
      {
        Timeout: 900,
        MemorySize: 1024,
        DurableConfig: { ExecutionTimeout: 864_000, RetentionPeriodInDays: 14 },
        DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
      },
    ),
    Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Purge' } } },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Purge' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'live',
      },
    },
    Config: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Purge' },
        Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: 'Live' }] }] },
        MaximumRetryAttempts: 1,
      },
    },
  });
  const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:Purge';

  expect(template.functions).toEqual([
    {
      logicalId: 'Purge',
      name: 'Purge',
      arn,
      entry: 'lambdas/Purge.ts',
      environment: {},
      timeout: 900,
      memory: 1024,
      deadLetterQueue: 'arn:aws:sqs:eu-west-1:000000000000:Queue',
      durable: { executionTimeout: 864_000, retention: 14 },
    },
  ]);
  expect(template.aliases).toEqual([{ arn: `${arn}:live`, name: 'live', functionLogicalId: 'Purge' }]);
  expect(template.asyncConfig('Purge', 'live')).toEqual({ maximumRetryAttempts: 1, maximumEventAge: 21_600 });
  expect(template.asyncConfig('Purge', undefined)).toEqual({ maximumRetryAttempts: 2, maximumEventAge: 21_600 });
  const qualifiers = [arn, 'Purge', `${arn}:live`, 'Purge:1', 'Purge:$LATEST', 'Purge:other', 'Other'].map((name) => {
    const target = template.target(name);
    return target && (target.qualifier ?? 'bare');
  });
  expect(qualifiers).toEqual(['bare', 'bare', 'live', '1', '$LATEST', undefined, undefined]);
});

test('reads keys, with what KMS takes for granted', () => {
  const Type = 'AWS::KMS::Key';
  const signing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', Description: 'Signs' };
  const { keys, functions } = load({
    Signs: { Type, Properties: signing },
    Seals: { Type },
    ...fn('Fn', { id: { Ref: 'Signs' }, same: { 'Fn::GetAtt': ['Signs', 'KeyId'] } }),
  });

  const arn = 'arn:aws:kms:eu-west-1:000000000000:key';
  expect(keys).toEqual([
    { id: 'Signs', arn: `${arn}/Signs`, spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', description: 'Signs' },
    { id: 'Seals', arn: `${arn}/Seals`, spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', description: '' },
  ]);
  expect(functions[0]?.environment).toEqual({ id: 'Signs', same: 'Signs' });
});

test('reads rules that fire by time, and refuses those that it could not keep', () => {
  const rule = (ScheduleExpression: string, State = 'ENABLED') =>
    load({
      ...fn('Sweep'),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { ScheduleExpression, State, Targets: [{ Id: 'a', Arn: { 'Fn::GetAtt': ['Sweep', 'Arn'] } }] },
      },
    }).rules;

  expect(rule('rate(15 minutes)')).toMatchObject([{ logicalId: 'Rule', period: 900_000 }]);
  expect(rule('rate(1 day)')).toMatchObject([{ period: 86_400_000 }]);
  expect(rule('rate(1 day)', 'DISABLED')).toEqual([]);
  expect(() => rule('cron(0 3 * * ? *)')).toThrow('Service.Rule: the local run understands rate(…) alone');
});

test('reads the whole of the application', async () => {
  const template = loadTemplate(
    await synthesize({ issuer: 'http://localhost/issuer', audience: 'local', webOrigin: 'http://localhost' }),
  );

  expect(template.routes.map(({ routeKey }) => routeKey)).toContain('POST /account/deletion/confirmation');
  const [open, closed] = [false, true].map((has) => template.routes.filter(({ authorizer }) => !!authorizer === has));
  expect(open!.map(({ routeKey }) => routeKey)).toEqual(['GET /receipts/{receiptId}', 'GET /.well-known/jwks.json']);
  expect(closed!.every(({ authorizer }) => authorizer?.audience[0] === 'local')).toBe(true);
  expect(template.cors?.allowOrigins).toEqual(['http://localhost']);
  expect(template.functions.filter(({ durable }) => durable)).toHaveLength(3);
  expect(template.tables[0]?.ttlAttribute).toBeTypeOf('string');
  expect(template.eventSourceMappings.length).toBeGreaterThan(0);
  expect(template.scheduleGroups).toHaveLength(1);
  expect(template.rules.map(({ period }) => period)).toContain(900_000);
  for (const { targetArn } of template.rules) expect(template.target(targetArn)).toBeDefined();
  for (const { functionArn } of template.eventSourceMappings) expect(template.target(functionArn)).toBeDefined();
});
