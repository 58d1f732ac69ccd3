/** Bundles every function, into `<folder>/<verb>/index.mjs`: `node lib/constructs/bundle.ts <folder>`. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { ESBUILD_OPTIONS, PROJECT_ROOT, verbs } from './esbuild-options.ts';

const [folder] = process.argv.slice(2) as [string];

await Promise.all(
  verbs().map((verb) =>
    build({
      ...ESBUILD_OPTIONS,
      entryPoints: [join(PROJECT_ROOT, 'lambdas', `${verb}.ts`)],
      absWorkingDir: PROJECT_ROOT,
      outfile: join(folder, verb, 'index.mjs'),
      logLevel: 'warning',
    }),
  ),
);
