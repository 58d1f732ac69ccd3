import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmsProps {
  /** @default - nobody is subscribed */
  readonly operatorMail?: string | undefined;
}

/** Where alarms go. Each names the section of the runbook that says what to do: it is called as the alarm's scope is. */
export class Alarms extends Topic {
  private readonly added: Alarm[] = [];

  constructor(scope: Construct, id: string, { operatorMail }: AlarmsProps) {
    super(scope, id, { enforceSSL: true });
    // A topic with a policy of its own refuses CloudWatch unless it is named.
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (operatorMail) this.addSubscription(new EmailSubscription(operatorMail));
  }

  /** All that there are so far. */
  get all(): readonly Alarm[] {
    return this.added;
  }

  /** Raises an alarm as soon as `metric` is above `limit`, 0 unless told. `meaning`: for who reads the alarm. */
  watch(scope: Construct, metric: IMetric, meaning: string, limit = 0): void {
    this.add(scope, {
      metric,
      alarmDescription: meaning,
      threshold: limit,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Raises an alarm when `metric`, which counts what is to happen again and again, is silent for so many periods. */
  expect(scope: Construct, metric: IMetric, periods: number, meaning: string): void {
    this.add(scope, {
      metric,
      alarmDescription: meaning,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private add(scope: Construct, { alarmDescription, ...props }: AlarmProps): void {
    const alarm = new Alarm(scope, 'Alarm', {
      alarmDescription: `${alarmDescription} What to do: docs/runbook.md#${sectionOf(scope)}`,
      ...props,
    });
    alarm.addAlarmAction(new SnsAction(this));
    this.added.push(alarm);
  }
}

/** `Purge/DeadLetters` is told of under "Purge: dead letters", which is linked to as `purge-dead-letters`. */
const sectionOf = (scope: Construct): string =>
  scope.node.path
    .slice(Stack.of(scope).node.path.length + 1)
    .replaceAll('/', '-')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
