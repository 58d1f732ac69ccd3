import { readFileSync } from 'node:fs';
import { App, type AppProps } from 'aws-cdk-lib';

/** The context of cdk.json, which only the CDK's command reads by itself. */
export function cdkContext(): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')).context;
}

/** An app as the CDK's command would make it, only that no function is bundled. */
export function unbundledApp(props: AppProps = {}): App {
  return new App({ ...props, context: { ...cdkContext(), 'aws:cdk:bundling-stacks': [], ...props.context } });
}
