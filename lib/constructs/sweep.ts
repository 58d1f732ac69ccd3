import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Ledger } from './ledger.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import { ServiceFunction } from './service-function.ts';

export interface SweepProps extends Pick<Settings, 'brake'> {
  readonly table: ITableV2;
  readonly follow: ServiceFunction;
  readonly publish: ServiceFunction;
  readonly ledger: Ledger;
  readonly alarms: Alarms;
}

const PERIOD = Duration.minutes(15);

/** Finds what is owed and due, or stayed undone, and has it done; and pauses all purges where too many come at once. */
export class Sweep extends Construct {
  readonly handler: ServiceFunction;

  constructor(scope: Construct, id: string, { table, follow, publish, ledger, alarms, brake }: SweepProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', { alarms, meaning: 'A sweep did not run, or failed.' });
    const sweep = new ServiceFunction(this, 'sweep', {
      timeout: Duration.minutes(5),
      deadLetterQueue: deadLetters,
      environment: { PURGES_AN_HOUR: String(brake.purgesAnHour) },
    });
    this.handler = sweep;
    sweep.bindOwed(table);
    sweep.bindTable(table, 'pause');
    ledger.grantAdd(sweep, 'operators');
    const meaning = `More than ${brake.purgesAnHour} purges come within an hour; all wait until an operator says go.`;
    new LoggedAlarm(this, 'Paused', { writer: sweep, field: 'paused', meaning, alarms });
    follow.allowInvokeBy(sweep, 'FOLLOW_ACCOUNT');
    publish.allowInvokeBy(sweep, 'PUBLISH_CHANGES');

    // A rule, not a schedule of EventBridge Scheduler, whose failures are what the sweep makes good.
    new Rule(this, 'Timer', {
      schedule: Schedule.rate(PERIOD),
      targets: [new LambdaFunction(sweep, { deadLetterQueue: deadLetters, retryAttempts: 2, maxEventAge: PERIOD })],
    });
  }
}
