import { Duration } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

export interface DeadLettersProps {
  readonly alarms: Alarms;
  /** What it means that something lies here, for who reads the alarm. */
  readonly meaning: string;
}

/** Where something ends that was tried for long enough; an alarm tells of it. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string, { alarms, meaning }: DeadLettersProps) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const lying = this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'max' });
    alarms.watch(this, lying, meaning);
  }

  /** Lets `sender` leave a dead letter; the CDK's own grant would allow to look at the queue as well. */
  grantSend(sender: IGrantable): void {
    sender.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] }),
    );
  }
}
