import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DataMap } from '../holdings/data-map.ts';
import { CANARY } from '../holdings/holding.ts';
import type { Alarms } from './alarms.ts';
import type { Ledger } from './ledger.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import { LoggedMetric } from './logged-metric.ts';
import { ServiceFunction } from './service-function.ts';
import { SigningKey } from './signing-key.ts';
import type { Verifier } from './verifier.ts';

export interface CanaryProps {
  readonly table: ITableV2;
  readonly map: DataMap;
  readonly verifier: Verifier;
  readonly ledger: Ledger;
  readonly publishedKeys: readonly SigningKey[];
  readonly alarms: Alarms;
}

/** The partition of the pause. */
const CONTROL = 'CONTROL';
/** One canary a day, however often it runs. */
const PERIOD = Duration.hours(6);
/** Hours of silence after which an alarm is raised: two runs have failed by then. */
const SILENCE = 13;

/** Has an account of nobody deleted every day, and looks what became of it: what works for it works for all. */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, { table, map, verifier, ledger, publishedKeys, alarms }: CanaryProps) {
    super(scope, id);
    const canary = new ServiceFunction(this, 'run-canary', {
      timeout: Duration.minutes(1),
      environment: { TABLE_NAME: table.tableName, CANARY_PREFIX: CANARY },
    });
    // To canaries and the pause, and to no account of anybody's.
    canary.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        resources: [table.tableArn],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`ACCOUNT#${CANARY}*`, CONTROL] } },
      }),
    );
    map.bind(canary, 'plant');
    verifier.bind(canary);
    ledger.grantRead(canary, 'receipts');
    ledger.grantAdd(canary, 'operators');
    SigningKey.publish(publishedKeys, canary);
    new Rule(this, 'Timer', { schedule: Schedule.rate(PERIOD), targets: [new LambdaFunction(canary)] });

    const { metric } = new LoggedMetric(this, 'Metric', { writer: canary, field: 'canary' });
    const missing = 'No canary was deleted as it should have been, or it was not looked at, for half a day.';
    alarms.expect(new Construct(this, 'Missing'), metric.with({ period: Duration.hours(1) }), SILENCE, missing);
    const failed = 'A canary was not deleted as it should have been.';
    const touched = 'A purge has taken something from an account that nobody deletes; all purges wait for an operator.';
    new LoggedAlarm(this, 'Paused', { writer: canary, field: 'paused', meaning: touched, alarms });
    new LoggedAlarm(this, 'Failed', { writer: canary, field: 'canaryFailed', meaning: failed, alarms });
  }
}
