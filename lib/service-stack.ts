import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountApi } from './constructs/account-api.ts';
import { Alarms } from './constructs/alarms.ts';
import { DeletionSchedules } from './constructs/deletion-schedules.ts';
import { Deliveries } from './constructs/deliveries.ts';
import { LoggedAlarm } from './constructs/logged-alarm.ts';
import { Mail } from './constructs/mail.ts';
import { Purge } from './constructs/purge.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { StreamConsumer } from './constructs/stream-consumer.ts';
import { Sweep } from './constructs/sweep.ts';
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

    const { ledger, receiptKey, publishedKeys } = state;
    this.api = new AccountApi(this, 'AccountApi', { settings, signIn, table, map, mail, ledger, publishedKeys });
    new CfnOutput(this, 'ApiUrl', { value: this.api.url });

    const verifier = new Verifier(this, 'Verifier', { map });
    const purge = new Purge(this, 'Purge', { table, map, verifier, ledger, receiptKey, alarms });
    const { legalContact, webOrigin } = settings;
    const publish = new ServiceFunction(this, 'publish-changes', {
      timeout: Duration.minutes(1),
      environment: { LEGAL_CONTACT: legalContact, WEB_ORIGIN: webOrigin, API_URL: this.api.url },
    });
    publish.bindTable(table, 'publish');
    mail.bind(publish);
    map.bind(publish, 'tell');
    state.events.bindPublisher(publish);
    ledger.grantAdd(publish, 'deletions');
    const dropped = 'A mail could not be sent for 14 days, and was given up.';
    new LoggedAlarm(this, 'Dropped', { writer: publish, field: 'dropped', meaning: dropped, alarms });
    new StreamConsumer(this, 'Publish', { table, consumer: publish, kinds: ['notice', 'event', 'entry'], alarms });

    const follow = new ServiceFunction(this, 'follow-account', { timeout: Duration.minutes(5) });
    follow.bindTable(table, 'settle');
    map.bind(follow, 'suspend', 'resume');
    purge.grantSee(follow);
    new DeletionSchedules(this, 'Schedules', { group, purge: purge.alias, publish, alarms }).bind(follow);
    new StreamConsumer(this, 'Follow', { table, consumer: follow, kinds: ['schedule', 'suspension'], alarms });

    new Deliveries(this, 'Deliveries', { table, mail, alarms });

    new Sweep(this, 'Sweep', { table, follow, publish, alarms });
  }
}
