import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { pageConfig } from './constructs/sign-in.ts';
import { WebFiles } from './constructs/web-files.ts';
import { WebPage } from './constructs/web-page.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';
import type { StateStack } from './state-stack.ts';

export interface WebStackProps extends StackProps {
  readonly settings: Pick<Settings, 'domain'>;
  readonly state: Pick<StateStack, 'signIn'>;
  readonly service: Pick<ServiceStack, 'api'>;
}

/** The settings page. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { settings, state, service, ...props }: WebStackProps) {
    super(scope, id, props);
    const { signIn } = state;
    const { url } = service.api;

    const { bucket, distribution } = new WebPage(this, 'Page', {
      domain: settings.domain,
      connect: [url, ...signIn.origins],
    });
    new WebFiles(this, 'Content', { bucket, config: pageConfig(signIn, url) });

    // Where the name of the settings has to lead.
    new CfnOutput(this, 'DistributionName', { value: distribution.distributionDomainName });
  }
}
