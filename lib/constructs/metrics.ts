import { Duration } from 'aws-cdk-lib';
import { type Metric, Unit } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { LoggedMetric, type LoggedMetricProps } from './logged-metric.ts';
import type { ServiceFunction } from './service-function.ts';

export interface MetricsProps {
  readonly publish: ServiceFunction;
  readonly follow: ServiceFunction;
  readonly purge: ServiceFunction;
  readonly sweep: ServiceFunction;
}

/** What becomes of deletions, in figures; each sum is of five minutes. No dimension, so that nobody can be told apart. */
export class Metrics extends Construct {
  readonly requested: Metric;
  readonly confirmed: Metric;
  readonly cancelled: Metric;
  readonly purged: Metric;
  /** The latest of five minutes: seconds from `purgeAt` to the beginning of a purge. */
  readonly lateness: Metric;
  /** Purges that had not begun minutes after their time. */
  readonly overdue: Metric;
  /** What had to be done again: by the sweep what stayed undone, by follow-account purges that nobody was at. */
  readonly repairs: Metric;
  /** Sweeps that went through, of fifteen minutes. */
  readonly sweeps: Metric;

  constructor(scope: Construct, id: string, { publish, follow, purge, sweep }: MetricsProps) {
    super(scope, id);
    const metric = (name: string, props: Omit<LoggedMetricProps, 'metricName'>, metricName = name.toLowerCase()) =>
      new LoggedMetric(this, name, { ...props, metricName }).metric;
    const told = (name: string, event: string) => metric(name, { writer: publish, field: 'event', says: event });

    this.requested = told('Requested', 'AccountDeletionRequested');
    this.confirmed = told('Confirmed', 'AccountDeletionScheduled');
    this.cancelled = told('Cancelled', 'AccountDeletionCancelled');
    this.purged = told('Purged', 'AccountDeleted');
    this.lateness = metric('Lateness', { writer: purge, field: 'lateness', unit: Unit.SECONDS }).with({
      statistic: 'max',
    });
    this.overdue = metric('Overdue', { writer: follow, field: 'overdue' });
    this.repairs = metric('Repairs', { writer: follow, field: 'repaired' });
    metric('SweepRepairs', { writer: sweep, field: 'again', unit: Unit.COUNT }, 'repairs');
    this.sweeps = metric('Sweeps', { writer: sweep, field: 'swept' }).with({ period: Duration.minutes(15) });
  }
}
