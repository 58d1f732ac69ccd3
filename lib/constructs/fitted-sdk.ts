import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const SCHEMAS = /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
const CONSTANT = /^const (_\w+) = ("[^"\\]*");$/gm;
const COMPUTED_KEY = /\[(_\w+)\]:/g;

/** Schemas with the keys written out that are constants of the same file: `{ [_h]: … }` becomes `{ "http": … }`. */
export function withLiteralKeys(source: string): string {
  const constants = new Map([...source.matchAll(CONSTANT)].map(([, name, literal]) => [name, literal]));
  return source.replace(COMPUTED_KEY, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key));
}

/** Has AWS's SDK bundled as far as it is used, where its own form would bring it whole. */
export const fittedSdk: Plugin = {
  name: 'fitted-sdk',
  setup(build) {
    // What a computed key does no bundler can tell, so that it would keep the schemas of all operations of a client.
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
    }));
    // The durable SDK loads the whole client at run time unless it is given one; `lambdas/adapters/durable.ts` gives it one.
    build.onResolve({ filter: /^@aws-sdk\/client-lambda$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error('${path} is not loaded at run time: see lib/constructs/fitted-sdk.ts');`,
    }));
  },
};
