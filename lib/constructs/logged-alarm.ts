import { Duration, Stack } from 'aws-cdk-lib';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';

export interface LoggedAlarmProps {
  readonly writer: ServiceFunction;
  /** The field of a logged object that is counted wherever it is there. */
  readonly field: string;
  /** What it means, for who reads the alarm. */
  readonly meaning: string;
  readonly alarms: Alarms;
}

/** Counts what a function says in its log, and alarms at the first of it. */
export class LoggedAlarm extends Construct {
  constructor(scope: Construct, id: string, { writer, field, meaning, alarms }: LoggedAlarmProps) {
    super(scope, id);
    const filter = new MetricFilter(this, 'Filter', {
      logGroup: writer.logGroup,
      // Lambda writes what is logged as JSON, with the object under `message`.
      filterPattern: FilterPattern.exists(`$.message.${field}`),
      metricNamespace: Stack.of(this).stackName,
      metricName: `${writer.node.id}.${field}`,
    });
    alarms.watch(this, filter.metric({ period: Duration.minutes(5), statistic: 'sum' }), meaning);
  }
}
