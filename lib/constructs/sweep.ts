import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import { ServiceFunction } from './service-function.ts';

export interface SweepProps {
  readonly table: ITableV2;
  readonly follow: ServiceFunction;
  readonly publish: ServiceFunction;
  readonly alarms: Alarms;
}

const PERIOD = Duration.minutes(15);

/** Finds what is owed and due, or stayed undone, and has it done. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { table, follow, publish, alarms }: SweepProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, meaning: 'A sweep did not run, or failed.' });
    const sweep = new ServiceFunction(this, 'sweep', { timeout: Duration.minutes(1), deadLetterQueue: deadLetters });
    sweep.bindOwed(table);
    follow.allowInvokeBy(sweep, 'FOLLOW_ACCOUNT');
    publish.allowInvokeBy(sweep, 'PUBLISH_CHANGES');

    // A rule, not a schedule of EventBridge Scheduler, whose failures are what the sweep makes good.
    new Rule(this, 'Timer', {
      schedule: Schedule.rate(PERIOD),
      targets: [new LambdaFunction(sweep, { deadLetterQueue: deadLetters, retryAttempts: 2, maxEventAge: PERIOD })],
    });
  }
}
