import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { ExportBucket } from './export-bucket.ts';
import type { FinalExports } from './final-exports.ts';
import type { Ledger } from './ledger.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import type { SigningKey } from './signing-key.ts';
import type { Verifier } from './verifier.ts';

export interface PurgeProps {
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly verifier: Verifier;
  readonly ledger: Ledger;
  readonly receiptKey: SigningKey;
  readonly exports: ExportBucket;
  readonly finalExports: FinalExports;
  readonly alarms: Alarms;
}

/** The purge: one durable execution for each wake-up. */
export class Purge extends Construct {
  /** What is invoked; a durable function runs through a version or an alias alone. */
  readonly alias: Alias;
  readonly handler: ServiceFunction;
  private readonly executions: string;

  constructor(scope: Construct, id: string, { table, map, alarms, ...props }: PurgeProps) {
    super(scope, id);
    const purge = new ServiceFunction(this, 'purge-account', {
      timeout: Duration.minutes(15),
      memorySize: 1024,
      // A heap that is tidied early: the purge of a million records then holds no more than that of ten thousand.
      environment: { NODE_OPTIONS: '--max-semi-space-size=2 --max-old-space-size=192' },
      durableConfig: { executionTimeout: Duration.days(10), retentionPeriod: Duration.days(14) },
      // Not a destination: durable functions have none, though one can be declared.
      deadLetterQueue: new DeadLetters(this, 'DeadLetters', {
        alarms,
        meaning: 'A purge failed for good, or could not be begun.',
      }),
      // An execution that runs for days is pinned to the version that it began with.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.handler = purge;
    purge.bindTable(table, 'settle');
    map.bind(purge, 'tell', 'fence', 'erase', 'expire');
    props.verifier.bind(purge);
    props.ledger.grantAdd(purge, 'deletions');
    props.ledger.grantAdd(purge, 'receipts');
    props.ledger.grantRead(purge, 'deletions');
    // How a deletion ended that a restored table believes to be still to come.
    props.ledger.grantRead(purge, 'receipts');
    props.receiptKey.bindSigner(purge);
    props.exports.bindRemover(purge);
    props.finalExports.bind(purge);
    const watch = (field: string, meaning: string) =>
      new LoggedAlarm(this, field[0]!.toUpperCase() + field.slice(1), { writer: purge, field, meaning, alarms });
    watch('quarantined', 'A purge could not be done in three days; it waits for an operator.');
    watch('late', 'Something was written to an account after it was purged; it has been erased.');

    // Part of the role's own policy it would make a circle, since the function waits for that one.
    const checkpoints = new Policy(this, 'Checkpoints', {
      statements: [
        new PolicyStatement({
          actions: [
            'lambda:CheckpointDurableExecution',
            'lambda:GetDurableExecutionState',
            // Of an execution that had claimed what this one is woken for.
            'lambda:GetDurableExecution',
          ],
          resources: [`${purge.functionArn}:*`],
        }),
      ],
      roles: [purge.role!],
    });
    this.alias = purge.addAlias('live', { retryAttempts: 2, maxEventAge: Duration.hours(6) });
    this.alias.node.addDependency(checkpoints);
    this.executions = `${purge.functionArn}:*`;
  }

  /** Lets `asker` see whether a purge has ended. */
  grantSee(asker: ServiceFunction): void {
    asker.allow(['lambda:GetDurableExecution'], this.executions);
  }
}
