import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { LoggedMetric } from './logged-metric.ts';
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
    alarms.watch(this, new LoggedMetric(this, 'Metric', { writer, field }).metric, meaning);
  }
}
