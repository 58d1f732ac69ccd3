import { fileURLToPath } from 'node:url';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { BuildOptions } from 'esbuild';

/** Where `lambdas/` and the lock file lie. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How an entry of `lambdas/` becomes one file, in terms of esbuild: wherever it is built, it is the same code. */
export const ESBUILD_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Packages that offer both kinds would else come as CommonJS, which an ES module cannot `require`.
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  charset: 'utf8',
  // A CommonJS package asks for Node's own modules by `require`, which an ES module has not.
  banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" },
} as const satisfies BuildOptions;

/** The same in terms of the CDK. */
export const BUNDLING: BundlingOptions = {
  target: ESBUILD_OPTIONS.target,
  format: OutputFormat.ESM,
  mainFields: [...ESBUILD_OPTIONS.mainFields],
  minify: ESBUILD_OPTIONS.minify,
  keepNames: ESBUILD_OPTIONS.keepNames,
  banner: ESBUILD_OPTIONS.banner.js,
  // The CDK has an option `charset`, and forgets to hand it on.
  esbuildArgs: { '--charset': ESBUILD_OPTIONS.charset },
  logLevel: LogLevel.WARNING,
  // The runtime's own SDK starts slower, and changes under our feet.
  bundleAwsSDK: true,
};
