import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction } from './service-function.ts';

export interface PurgeProps {
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly alarms: Alarms;
}

/** The purge: one durable execution for each wake-up. */
export class Purge extends Construct {
  /** What is invoked; a durable function runs through a version or an alias alone. */
  readonly alias: Alias;

  constructor(scope: Construct, id: string, { table, map, alarms }: PurgeProps) {
    super(scope, id);
    const purge = new ServiceFunction(this, 'purge-account', {
      timeout: Duration.minutes(15),
      memorySize: 1024,
      durableConfig: { executionTimeout: Duration.days(10), retentionPeriod: Duration.days(14) },
      // Not a destination: durable functions have none, though one can be declared.
      deadLetterQueue: new DeadLetters(this, 'DeadLetters', {
        alarms,
        meaning: 'A purge failed for good, or could not be begun.',
      }),
      // An execution that runs for days is pinned to the version that it began with.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    purge.bindTable(table, 'change');
    map.bind(purge, 'fence', 'erase', 'verify');

    // Part of the role's own policy it would make a circle, since the function waits for that one.
    const checkpoints = new Policy(this, 'Checkpoints', {
      statements: [
        new PolicyStatement({
          actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
          resources: [`${purge.functionArn}:*`],
        }),
      ],
      roles: [purge.role!],
    });
    this.alias = purge.addAlias('live', { retryAttempts: 2, maxEventAge: Duration.hours(6) });
    this.alias.node.addDependency(checkpoints);
  }
}
