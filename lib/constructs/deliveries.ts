import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { failures } from './failures.ts';
import { LoggedAlarm } from './logged-alarm.ts';
import type { Mail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';

export interface DeliveriesProps {
  readonly table: ITableV2;
  readonly mail: Mail;
  readonly alarms: Alarms;
}

/** Hears of the mails that did not reach anybody, or that nobody wanted. */
export class Deliveries extends Construct {
  constructor(scope: Construct, id: string, { table, mail, alarms }: DeliveriesProps) {
    super(scope, id);
    // No dead letters: these events hold addresses, which are to lie nowhere.
    const record = new ServiceFunction(this, 'record-delivery', { timeout: Duration.seconds(30) });
    record.bindTable(table, 'change');
    const failed = 'That a mail did not arrive could not be written down.';
    alarms.watch(new Construct(this, 'Failing'), failures(record, 'record-delivery'), failed);
    const meaning = 'A mail that no page tells of bounced, was refused, or was complained about.';
    new LoggedAlarm(this, 'Undelivered', { writer: record, field: 'undelivered', meaning, alarms });

    // SES speaks to the default bus and to no other.
    const bus = EventBus.fromEventBusName(this, 'DefaultBus', 'default');
    const { configurationSet } = mail;
    configurationSet.addEventDestination('Events', {
      destination: EventDestination.eventBus(bus),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    new Rule(this, 'Rule', {
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        // The bus carries the events of all that the AWS account mails.
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
      },
      targets: [new LambdaFunction(record)],
    });
  }
}
