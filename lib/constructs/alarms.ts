import { Stack } from 'aws-cdk-lib';
import { ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmsProps {
  /** @default - nobody is subscribed */
  readonly operatorMail?: string | undefined;
}

/** Where alarms go. */
export class Alarms extends Topic {
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

  /** Raises an alarm as soon as `metric` counts anything. `meaning`: for who reads the alarm. */
  watch(scope: Construct, metric: Metric, meaning: string): void {
    metric
      .createAlarm(scope, 'Alarm', {
        alarmDescription: meaning,
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(this));
  }
}
