import { describe, expect, test } from 'vitest';
import { functionOf, ofType, onlyOne, resourcesOf, said, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const purge = functionOf(resources, 'purge-account');
const alias = onlyOne(resources, 'AWS::Lambda::Alias', 'Purge');

describe('the purge', () => {
  test('is durable for longer than its longest wait', () => {
    expect(purge.Properties.DurableConfig).toEqual({ ExecutionTimeout: 10 * 24 * 3600, RetentionPeriodInDays: 14 });
  });

  test('leaves a dead letter of its own when it fails for good, and has no destination', () => {
    expect(said(purge.Properties.DeadLetterConfig.TargetArn)).toBe('PurgeDeadLetters');
    for (const [, { Properties }] of ofType(resources, 'AWS::Lambda::EventInvokeConfig'))
      expect(Properties.DestinationConfig).toBeUndefined();
  });

  test('has another queue for schedules that could not wake it', () => {
    const { SCHEDULE_DEAD_LETTER_ARN } = functionOf(resources, 'follow-account').Properties.Environment.Variables;

    expect(said(SCHEDULE_DEAD_LETTER_ARN)).toBe('SchedulesDeadLetters');
  });

  test('keeps the versions that an execution may be pinned to', () => {
    const versions = ofType(resources, 'AWS::Lambda::Version');

    expect(versions).toHaveLength(3);
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of versions)
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
  });

  test('is invoked through its alias, where retries and event age hang', () => {
    const config = onlyOne(resources, 'AWS::Lambda::EventInvokeConfig', 'Purge');

    expect(alias.Properties).toMatchObject({ Name: 'live', FunctionName: { Ref: purge.id } });
    expect(config.Properties).toMatchObject({
      Qualifier: { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: alias.id }] }] },
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 6 * 3600,
    });
  });

  test('can be invoked only once it may keep checkpoints', () => {
    expect(alias.DependsOn?.some((id) => id.startsWith('PurgeCheckpoints'))).toBe(true);
  });
});

describe('the consumers of the stream', () => {
  const mappings = new Map(
    ofType(resources, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => [
      said(Properties.FunctionName),
      Properties,
    ]),
  );

  test.each([
    ['FollowAccount', ['OWED#schedule#', 'OWED#suspension#', 'OWED#export#'], 'FollowDeadLetters'],
    ['PublishChanges', ['OWED#notice#', 'OWED#event#', 'OWED#entry#'], 'PublishDeadLetters'],
  ])('%s is woken by new %s and by nothing else', (name, prefixes, deadLetters) => {
    const mapping = mappings.get(name);
    const filters = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));

    expect(said(mapping.EventSourceArn)).toBe('Table.StreamArn');
    expect(said(mapping.DestinationConfig.OnFailure.Destination)).toBe(deadLetters);
    expect(filters).toEqual(
      prefixes.map((prefix) => ({ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix }] } } } })),
    );
  });

  test('are two, all that a shard bears', () => {
    expect(mappings.size).toBe(2);
  });

  test('miss nothing, and are not blocked for long by one bad record', () => {
    for (const mapping of mappings.values()) {
      expect(mapping).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        MaximumRetryAttempts: 100,
      });
      expect(mapping.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
    }
  });
});
