import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountApi } from './constructs/account-api.ts';
import { Alarms } from './constructs/alarms.ts';
import { Canary } from './constructs/canary.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { DeletionSchedules } from './constructs/deletion-schedules.ts';
import { Deliveries } from './constructs/deliveries.ts';
import { Exports } from './constructs/exports.ts';
import { FinalExports } from './constructs/final-exports.ts';
import { LoggedAlarm } from './constructs/logged-alarm.ts';
import { Mail } from './constructs/mail.ts';
import { Metrics } from './constructs/metrics.ts';
import { Promises } from './constructs/promises.ts';
import { Purge } from './constructs/purge.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { Sweep } from './constructs/sweep.ts';
import { Traces } from './constructs/traces.ts';
import { Verifier } from './constructs/verifier.ts';
import { DataMap } from './holdings/data-map.ts';
import { holdings } from './holdings.ts';
import type { Settings } from './settings.ts';
import type { StateStack } from './state-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly state: StateStack;
}

/** What may be rebuilt at any time: the API, what follows from a change, the purge, the sweep. */
export class ServiceStack extends Stack {
  readonly api: AccountApi;

  constructor(scope: Construct, id: string, { settings, state, ...props }: ServiceStackProps) {
    super(scope, id, props);
    const { table, scheduleGroup: group, signIn } = state;
    const map = new DataMap(holdings(settings, state.userPoolId), state.requestKey);
    const alarms = new Alarms(this, 'Alarms', settings);
    const mail = new Mail(this, 'Mail', settings);

    const { ledger, receiptKey, publishedKeys, exportBucket } = state;
    const shared = { table, map, mail, ledger, exportBucket };
    this.api = new AccountApi(this, 'AccountApi', { ...shared, settings, signIn, publishedKeys });
    new CfnOutput(this, 'ApiUrl', { value: this.api.url });
    // Where the operator's command finds whom it may tell.
    new CfnOutput(this, 'MembersHolding', { value: map.members });

    const exports = new Exports(this, 'Exports', { table, map, bucket: exportBucket, alarms });
    const finalExports = new FinalExports(this, 'FinalExports', { map, vault: state.finalExportVault, ledger, alarms });
    const verifier = new Verifier(this, 'Verifier', { map, exports: exportBucket });
    const purge = new Purge(this, 'Purge', {
      table,
      map,
      verifier,
      ledger,
      receiptKey,
      exports: exportBucket,
      finalExports,
      alarms,
    });
    const { legalContact, webOrigin } = settings;
    const publish = new ServiceFunction(this, 'publish-changes', {
      timeout: Duration.minutes(1),
      environment: { LEGAL_CONTACT: legalContact, WEB_ORIGIN: webOrigin, API_URL: this.api.url },
    });
    publish.bindTable(table, 'publish');
    mail.bind(publish);
    map.bind(publish, 'tell');
    state.events.bindPublisher(publish);
    state.claimCodeKey.bind(publish);
    for (const folder of ['deletions', 'accounts', 'operators']) ledger.grantAdd(publish, folder);
    const dropped = 'A mail could not be sent for 14 days, and was given up.';
    new LoggedAlarm(this, 'Dropped', { writer: publish, field: 'dropped', meaning: dropped, alarms });
    new StreamConsumer(this, 'Publish', { table, consumer: publish, kinds: ['notice', 'event', 'entry'], alarms });

    const follow = new ServiceFunction(this, 'follow-account', { timeout: Duration.minutes(5) });
    follow.bindTable(table, 'settle');
    map.bind(follow, 'suspend', 'resume');
    purge.handler.grantSee(follow);
    exports.bindStarter(follow);
    new DeletionSchedules(this, 'Schedules', { group, purge: purge.handler.alias, publish, alarms }).bind(follow);
    new StreamConsumer(this, 'Follow', {
      table,
      consumer: follow,
      kinds: ['schedule', 'suspension', 'export'],
      alarms,
    });

    new Deliveries(this, 'Deliveries', { table, mail, alarms });

    const sweep = new Sweep(this, 'Sweep', { table, follow, publish, ledger, alarms, brake: settings.brake });
    if (settings.canary) new Canary(this, 'Canary', { table, map, verifier, ledger, publishedKeys, alarms });

    const functions = { publish, follow, purge: purge.handler, sweep: sweep.handler };
    const metrics = new Metrics(this, 'Metrics', functions);
    new Promises(this, 'Promises', { metrics, functions, api: this.api, alarms });
    new Traces(this, 'Traces', settings);
    new Dashboard(this, 'Dashboard', { metrics, functions, api: this.api, alarms });
  }
}
