import { Construct } from 'constructs';
import type { AccountApi } from './account-api.ts';
import type { Alarms } from './alarms.ts';
import { failures } from './failures.ts';
import type { Metrics, MetricsProps } from './metrics.ts';

export interface PromisesProps {
  readonly metrics: Metrics;
  readonly functions: MetricsProps;
  readonly api: Pick<AccountApi, 'serverErrors'>;
  readonly alarms: Alarms;
}

/** Promised: begun within two minutes of `purgeAt`, in seconds. */
const LATE = 120;
/** Sweeps, a quarter of an hour apart, that may be missed. */
const SWEEPS_MISSED = 3;

/** An alarm for each promise whose breach shows in a figure. */
export class Promises extends Construct {
  constructor(scope: Construct, id: string, { metrics, functions, api, alarms }: PromisesProps) {
    super(scope, id);
    const at = (name: string) => new Construct(this, name);
    alarms.watch(at('Late'), metrics.lateness, 'A purge began more than two minutes late.', LATE);
    alarms.watch(
      at('Overdue'),
      metrics.overdue,
      'A purge had not begun minutes after its time; it has been woken again.',
    );
    alarms.watch(at('Repairs'), metrics.repairs, 'Something was lost or had stopped, and has been done again.');
    const silent = 'No sweep went through for 45 minutes: what is lost stays lost until one does.';
    alarms.expect(at('SweepMissing'), metrics.sweeps, SWEEPS_MISSED, silent);
    alarms.watch(at('ApiErrors'), api.serverErrors, 'The API has answered with 5xx.');

    const failing = { purge: 'purge-account', follow: 'follow-account', publish: 'publish-changes', sweep: 'sweep' };
    for (const [name, verb] of Object.entries(failing) as [keyof MetricsProps, string][]) {
      const scopeId = `${name[0]!.toUpperCase()}${name.slice(1)}Failing`;
      const meaning = `${verb} has crashed, run out of time or been held back.`;
      alarms.watch(at(scopeId), failures(functions[name], verb), meaning);
    }
  }
}
