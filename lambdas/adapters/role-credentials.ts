/**
 * Lambda hands a function its role's credentials in the environment, and nowhere else. In a bundle this stands in for the
 * SDK's chain of providers (`lib/constructs/esbuild-options.ts`), which would bring the clients of every other place to look.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
