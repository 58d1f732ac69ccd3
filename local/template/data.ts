import type { Reader } from './reader.ts';
import type { LocalEventSourceMapping, LocalQueue, LocalScheduleGroup, LocalTable } from './types.ts';

type Index = { IndexName: string; KeySchema: unknown; Projection: unknown };

export function readTables(reader: Reader): LocalTable[] {
  return reader.all('AWS::DynamoDB::GlobalTable').map(({ logicalId, ref, attribute, property }) => {
    const timeToLive = property<{ AttributeName: string; Enabled: boolean }>('TimeToLiveSpecification');
    const stream = property<{ StreamViewType: string }>('StreamSpecification');
    const indexes = property<Index[]>('GlobalSecondaryIndexes');
    return {
      logicalId,
      name: ref,
      create: {
        TableName: ref,
        AttributeDefinitions: property('AttributeDefinitions'),
        KeySchema: property('KeySchema'),
        BillingMode: 'PAY_PER_REQUEST',
        ...(indexes && {
          GlobalSecondaryIndexes: indexes.map(({ IndexName, KeySchema, Projection }) => ({
            IndexName,
            KeySchema,
            Projection,
          })),
        }),
        ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
      },
      ...(timeToLive?.Enabled && { ttlAttribute: timeToLive.AttributeName }),
      ...(stream && { streamArn: attribute('StreamArn') }),
    };
  });
}

type Destination = { OnFailure?: { Destination: string } };

/** The mappings that read a table's stream, with AWS's defaults. */
export function readEventSourceMappings(reader: Reader, tables: readonly LocalTable[]): LocalEventSourceMapping[] {
  return reader.all('AWS::Lambda::EventSourceMapping').map(({ logicalId, path, property }) => {
    const source = property<string>('EventSourceArn');
    const table = tables.find(({ streamArn }) => streamArn === source);
    if (!table) throw new Error(`${path}: ${source} is not the stream of a table.`);
    const onFailure = property<Destination>('DestinationConfig')?.OnFailure?.Destination;
    const filters = property<{ Filters: { Pattern: string }[] }>('FilterCriteria')?.Filters ?? [];
    return {
      logicalId,
      functionArn: property<string>('FunctionName')!,
      tableName: table.name,
      batchSize: property<number>('BatchSize') ?? 100,
      parallelizationFactor: property<number>('ParallelizationFactor') ?? 1,
      filters: filters.map(({ Pattern }) => JSON.parse(Pattern) as Record<string, unknown>),
      bisect: property<boolean>('BisectBatchOnFunctionError') ?? false,
      reportBatchItemFailures:
        property<string[]>('FunctionResponseTypes')?.includes('ReportBatchItemFailures') ?? false,
      maximumRetryAttempts: property<number>('MaximumRetryAttempts') ?? -1,
      maximumRecordAge: property<number>('MaximumRecordAgeInSeconds') ?? -1,
      ...(onFailure && { onFailure }),
    };
  });
}

export const readQueues = (reader: Reader): LocalQueue[] =>
  reader.all('AWS::SQS::Queue').map(({ logicalId, attribute }) => ({
    logicalId,
    name: attribute('QueueName'),
    arn: attribute('Arn'),
  }));

export const readScheduleGroups = (reader: Reader): LocalScheduleGroup[] =>
  reader.all('AWS::Scheduler::ScheduleGroup').map(({ logicalId, ref, attribute }) => ({
    logicalId,
    name: ref,
    arn: attribute('Arn'),
  }));
