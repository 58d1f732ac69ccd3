import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';

/** How often a function crashed, ran out of time or was held back, within five minutes. */
export function failures(fn: IFunction, label: string): MathExpression {
  const period = Duration.minutes(5);
  return new MathExpression({
    expression: 'errors + throttles',
    usingMetrics: { errors: fn.metricErrors({ period }), throttles: fn.metricThrottles({ period }) },
    label,
    period,
  });
}
