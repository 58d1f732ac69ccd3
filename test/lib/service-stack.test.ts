import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../../lib/constructs/bundling.ts';
import { exampleSettings, functionOf, ofType, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const only = (type: string) => onlyOne(resources, type).Properties;
const environmentOf = (verb: string): Record<string, unknown> =>
  functionOf(resources, verb).Properties.Environment.Variables;

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
    ['sweep', 60, 512],
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
    ['preview-deletion', ['HOLDINGS']],
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
      'PurgeScheduleRole',
      'PurgeScheduleDeadLetters',
      'PurgePurgeAccountAliaslive',
    ]);
    expect(SCHEDULE_GROUP).toBe('AccountDeletionexampleState-Schedules-4B7535D3');
  });
});

describe('the API', () => {
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

  test('has these routes', () => {
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'DELETE /account/deactivation',
      'DELETE /account/deletion',
      'GET /account',
      'GET /account/deletion/preview',
      'POST /account/deletion',
      'POST /account/deletion/confirmation',
      'PUT /account/deactivation',
    ]);
  });

  test('asks for a session on every route', () => {
    const authorizer = onlyOne(resources, 'AWS::ApiGatewayV2::Authorizer');
    const { issuer, audience } = exampleSettings();

    expect(authorizer.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: issuer, Audience: audience },
    });
    for (const route of routes)
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizer.id } });
  });

  test('may be called from the settings page and from no other', () => {
    expect(only('AWS::ApiGatewayV2::Api').CorsConfiguration).toEqual({
      AllowOrigins: ['https://app.example.com'],
      AllowMethods: ['GET', 'PUT', 'POST', 'DELETE'],
      AllowHeaders: ['authorization', 'content-type'],
      ExposeHeaders: ['retry-after'],
      MaxAge: 3600,
    });
  });

  test('is throttled', () => {
    expect(only('AWS::ApiGatewayV2::Stage').DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    });
  });

  test('logs nothing of who asked', () => {
    const { Format } = only('AWS::ApiGatewayV2::Stage').AccessLogSettings;

    expect(Format).not.toMatch(/identity|authorizer|sourceIp|userAgent|\$context\.path/);
    expect(JSON.parse(Format)).toMatchObject({ requestId: '$context.requestId' });
  });
});

describe('the sweep', () => {
  test('is woken every 15 minutes, and not by EventBridge Scheduler', () => {
    const { ScheduleExpression, State, Targets } = only('AWS::Events::Rule');

    expect([ScheduleExpression, State]).toEqual(['rate(15 minutes)', 'ENABLED']);
    expect(said(Targets[0].Arn)).toBe('Sweep');
    expect(ofType(resources, 'AWS::Scheduler::Schedule')).toEqual([]);
  });

  test('leaves a dead letter whether it could not be woken or failed', () => {
    const [target] = only('AWS::Events::Rule').Targets;

    expect(said(target.DeadLetterConfig.Arn)).toBe('SweepDeadLetters');
    expect(said(functionOf(resources, 'sweep').Properties.DeadLetterConfig.TargetArn)).toBe('SweepDeadLetters');
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

describe('alarms', () => {
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const queues = ofType(resources, 'AWS::SQS::Queue');

  test('there is one on every queue of dead letters', () => {
    const watched = alarms.map(({ Dimensions }) => Dimensions[0].Value['Fn::GetAtt'][0]);

    expect(watched.sort()).toEqual(queues.map(([id]) => id).sort());
    for (const alarm of alarms)
      expect(alarm).toMatchObject({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Statistic: 'Maximum',
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      });
  });

  test('reach the topic, which lets CloudWatch in', () => {
    const topic = onlyOne(resources, 'AWS::SNS::Topic');
    const { Statement } = only('AWS::SNS::TopicPolicy').PolicyDocument;

    for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: topic.id }]);
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
      }),
    );
  });

  test('dead letters are kept for two weeks, encrypted, and handed over TLS alone', () => {
    for (const [, { Properties }] of queues)
      expect(Properties).toMatchObject({ MessageRetentionPeriod: 14 * 24 * 3600, SqsManagedSseEnabled: true });
    expect(ofType(resources, 'AWS::SQS::QueuePolicy')).toHaveLength(queues.length);
  });

  test('are mailed to the operator whom the settings name', () => {
    const { service: withOperator } = synthesized({ ...exampleSettings(), operatorMail: 'operator@example.com' });
    const subscriptions = ofType(resourcesOf(withOperator), 'AWS::SNS::Subscription').map(
      ([, { Properties }]) => Properties,
    );

    expect(subscriptions).toMatchObject([{ Protocol: 'email', Endpoint: 'operator@example.com' }]);
    expect(ofType(resources, 'AWS::SNS::Subscription')).toEqual([]);
  });
});
