import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

export interface StreamConsumerProps {
  readonly table: ITableV2;
  readonly consumer: ServiceFunction;
  /** The kinds of owed items that wake it. */
  readonly kinds: readonly string[];
  readonly alarms: Alarms;
}

/** Wakes a function as soon as something is owed that it does. */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, { table, consumer, kinds, alarms }: StreamConsumerProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      alarms,
      meaning: `${consumer.node.id} could not do at once what is owed; the sweep goes on trying.`,
    });
    deadLetters.grantSend(consumer);
    consumer.addEventSource(
      new DynamoEventSource(table, {
        // LATEST would miss what is written in the minutes until the consumer is up; twice does no harm.
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        parallelizationFactor: 10,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        // One account that always fails holds up those behind it no longer than this; the sweep has it from there.
        retryAttempts: 100,
        maxRecordAge: Duration.hours(1),
        onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
        filters: kinds.map((kind) =>
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(`OWED#${kind}#`) } } },
          }),
        ),
      }),
    );
  }
}
