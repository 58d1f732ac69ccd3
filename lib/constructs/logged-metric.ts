import { Duration, Stack } from 'aws-cdk-lib';
import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

export interface LoggedMetricProps {
  readonly writer: ServiceFunction;
  /** The field of a logged object: where it is there, the line counts. */
  readonly field: string;
  /** What the field says where it counts. @default - anything */
  readonly says?: string;
  /** Whether the field is the number itself. @default - each line counts as one */
  readonly unit?: Unit;
  /** @default - the writer's and the field's */
  readonly metricName?: string;
}

/** A metric made of what a function says in its log: the function itself knows of no metrics. */
export class LoggedMetric extends Construct {
  /** The sum of five minutes. */
  readonly metric: Metric;

  constructor(scope: Construct, id: string, { writer, field, says, unit, ...props }: LoggedMetricProps) {
    super(scope, id);
    // Lambda writes what is logged as JSON, with the object under `message`.
    const path = `$.message.${field}`;
    const filter = new MetricFilter(this, 'Filter', {
      logGroup: writer.logGroup,
      filterPattern: says === undefined ? FilterPattern.exists(path) : FilterPattern.stringValue(path, '=', says),
      metricNamespace: Stack.of(this).stackName,
      metricName: props.metricName ?? `${writer.node.id}.${field}`,
      unit: unit ?? Unit.COUNT,
      ...(unit && { metricValue: path }),
    });
    this.metric = filter.metric({ period: Duration.minutes(5), statistic: 'sum' });
  }
}
