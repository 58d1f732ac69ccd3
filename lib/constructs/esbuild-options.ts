import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { fittedSdk } from './fitted-sdk.ts';

/** Where `lambdas/` and the lock file lie. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The verbs that have a function, sorted: `lambdas/<verb>.ts` is its entry. */
export const verbs = (): string[] =>
  readdirSync(join(PROJECT_ROOT, 'lambdas'))
    .filter((file) => file.endsWith('.ts') && file !== 'env.ts')
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

const adapter = (file: string) => join(PROJECT_ROOT, 'lambdas/adapters', file);

/** How an entry of `lambdas/` becomes one file: wherever it is built, it is the same code. */
export const ESBUILD_OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Packages that offer both kinds would else come as CommonJS, which an ES module cannot `require`.
  mainFields: ['module', 'main'],
  // What stands in for parts of the SDK that no function can reach; each file says why.
  alias: {
    '@aws-sdk/credential-provider-node': adapter('role-credentials.ts'),
    '@smithy/core/event-streams': adapter('no-event-streams.ts'),
  },
  plugins: [fittedSdk],
  minify: true,
  // The SDK tells an error that it has no class for by the name of a class; so it stays, at 2 to 8 % of a start.
  keepNames: true,
  charset: 'utf8',
  // A CommonJS package asks for Node's own modules by `require`, which an ES module has not.
  banner: { js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);" },
} satisfies BuildOptions;
