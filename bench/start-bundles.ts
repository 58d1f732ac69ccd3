import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { ESBUILD_OPTIONS, PROJECT_ROOT } from '../lib/constructs/esbuild-options.ts';

const CLIENT = /^node_modules\/(@aws(?:-sdk\/(?:client|lib)-|\/durable-)[^/]+)\//;
const COMMAND = /^node_modules\/(@aws-sdk\/(?:client|lib)-[^/]+)\/dist-es\/commands\/(\w+Command)\.js$/;

/** One function as it is deployed. */
export interface Bundle {
  readonly code: Uint8Array;
  /** Thousands of bytes, minified. */
  readonly kilobytes: number;
  /** Thousands of bytes, compressed as a package is. */
  readonly compressed: number;
  /** The packages that it has code of: clients and libraries of AWS's SDK, and its SDK of durable functions; sorted. */
  readonly clients: readonly string[];
  /** What it sends through them, by package, sorted: `['@aws-sdk/client-kms', 'SignCommand']`. */
  readonly commands: readonly (readonly [client: string, command: string])[];
}

/** Bundles the function of a verb. */
export const bundled = (verb: string): Promise<Bundle> =>
  bundledFrom({ entryPoints: [join(PROJECT_ROOT, 'lambdas', `${verb}.ts`)] });

/** Bundles a module that stands in no file. */
export const bundledText = (contents: string): Promise<Bundle> =>
  bundledFrom({ stdin: { contents, resolveDir: PROJECT_ROOT } });

async function bundledFrom(source: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    ...ESBUILD_OPTIONS,
    ...source,
    absWorkingDir: PROJECT_ROOT,
    outfile: 'index.mjs',
    write: false,
    metafile: true,
  } as const);
  const [{ inputs }] = Object.values(metafile.outputs) as [(typeof metafile.outputs)[string]];
  const used = Object.keys(inputs).filter((path) => inputs[path]!.bytesInOutput > 0);
  const clients = used.flatMap((path) => CLIENT.exec(path)?.[1] ?? []);
  const commands = used.flatMap((path) => {
    const [, client, command] = COMMAND.exec(path) ?? [];
    return client && command ? [[client, command] as const] : [];
  });
  const code = outputFiles[0]!.contents;
  return {
    code,
    kilobytes: code.length / 1000,
    compressed: gzipSync(code).length / 1000,
    clients: [...new Set(clients)].sort(),
    commands: commands.sort(),
  };
}
