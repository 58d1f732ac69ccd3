import { RemovalPolicy } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Where other services hear what becomes of accounts (docs/events.md). */
export class AccountEvents extends Construct {
  readonly busName: string;
  private readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'What becomes of accounts' });
    // Other people's rules hang on it.
    this.bus.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.busName = this.bus.eventBusName;
  }

  /** Names the bus to `publisher` and lets it put events on it. */
  bindPublisher(publisher: ServiceFunction): void {
    publisher.addEnvironment('EVENT_BUS', this.bus.eventBusName);
    publisher.allow(['events:PutEvents'], this.bus.eventBusArn);
  }
}
