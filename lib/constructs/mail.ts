import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ConfigurationSet, ConfigurationSetTlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { mailbox } from './mailbox.ts';
import type { ServiceFunction } from './service-function.ts';

export type MailProps = Pick<Settings, 'sender' | 'identity'>;

/** How mails leave: from one sender, over TLS, with no link rewritten and no opening tracked. */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet;
  private readonly props: MailProps;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.props = props;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
  }

  /** Lets `author` send mails as the sender. */
  bind(author: ServiceFunction): void {
    const { sender, identity } = this.props;
    const { configurationSetName } = this.configurationSet;
    const ses = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    author.addEnvironment('SENDER', mailbox(sender));
    author.addEnvironment('CONFIGURATION_SET', configurationSetName);
    author.allow(['ses:SendEmail'], ses('identity', identity), ses('configuration-set', configurationSetName));
  }
}
