import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Row,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AccountApi } from './account-api.ts';
import type { Alarms } from './alarms.ts';
import type { Metrics, MetricsProps } from './metrics.ts';

export interface DashboardProps {
  readonly metrics: Metrics;
  readonly functions: MetricsProps;
  readonly api: Pick<AccountApi, 'serverErrors' | 'requests'>;
  /** Complete: what is added later is not on it. */
  readonly alarms: Alarms;
}

/** All of the width, and a half, in the dashboard's columns. */
const [WHOLE, HALF] = [24, 12];
const PERIOD = Duration.days(14);

/** What an operator looks at first: what is wrong, what becomes of deletions, and how the functions fare. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { metrics, functions, api, alarms }: DashboardProps) {
    super(scope, id);
    const { requested, confirmed, cancelled, purged, lateness, overdue, repairs, sweeps } = metrics;
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: HALF });
    const of = (figure: 'metricErrors' | 'metricThrottles' | 'metricDuration') =>
      Object.entries(functions).map(([label, fn]) => fn[figure]({ label }));
    const rows: IWidget[] = [
      new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: WHOLE, height: ALARM_ROWS }),
      new SingleValueWidget({
        title: 'Of the last day',
        metrics: [requested, confirmed, cancelled, purged, overdue, repairs].map(ofADay),
        width: WHOLE,
      }),
      new Row(
        graph('Deletions', [requested, confirmed, cancelled, purged]),
        graph('How late purges begin (s), and what had to be done again', [lateness], [overdue, repairs]),
      ),
      new Row(graph('API', [api.requests, api.serverErrors]), graph('Sweeps', [sweeps])),
      new Row(
        graph('Functions: errors, and held back', of('metricErrors'), of('metricThrottles')),
        graph('Functions: time (ms)', of('metricDuration')),
      ),
    ];
    new CloudWatchDashboard(this, 'Page', { defaultInterval: PERIOD, widgets: rows.map((row) => [row]) });
  }
}

const ALARM_ROWS = 6;

const ofADay = (metric: { with(props: { period: Duration }): IMetric }): IMetric =>
  metric.with({ period: Duration.days(1) });
