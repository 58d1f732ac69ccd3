import type { App } from 'aws-cdk-lib';
import { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';
import { StateStack } from './state-stack.ts';
import { WebStack } from './web-stack.ts';

/** The whole system, as one stage of it is deployed. */
export function accountDeletion(
  app: App,
  stage: string,
  settings: Settings,
): { state: StateStack; service: ServiceStack; web: WebStack } {
  const common = { env: { account: settings.account, region: settings.region }, settings };
  const state = new StateStack(app, `AccountDeletion-${stage}-State`, common);
  const service = new ServiceStack(app, `AccountDeletion-${stage}-Service`, { ...common, state });
  const web = new WebStack(app, `AccountDeletion-${stage}-Web`, { ...common, state, service });
  return { state, service, web };
}
