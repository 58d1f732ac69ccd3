/** Bundles one entry of `lambdas/` into a file: `node lib/constructs/bundle.ts <verb> <file>`. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { ESBUILD_OPTIONS, PROJECT_ROOT } from './esbuild-options.ts';

const [verb, outfile] = process.argv.slice(2);

await build({
  ...ESBUILD_OPTIONS,
  entryPoints: [join(PROJECT_ROOT, 'lambdas', `${verb}.ts`)],
  absWorkingDir: PROJECT_ROOT,
  outfile: outfile!,
  logLevel: 'warning',
});
