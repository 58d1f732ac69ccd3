import type { App } from 'aws-cdk-lib';
import { ServiceStack } from './service-stack.ts';
import type { Settings } from './settings.ts';
import { StateStack } from './state-stack.ts';

/** The whole system, as one stage of it is deployed. */
export function accountDeletion(
  app: App,
  stage: string,
  settings: Settings,
): { state: StateStack; service: ServiceStack } {
  const env = { account: settings.account, region: settings.region };
  const state = new StateStack(app, `AccountDeletion-${stage}-State`, { env });
  const service = new ServiceStack(app, `AccountDeletion-${stage}-Service`, { env, settings, state });
  return { state, service };
}
