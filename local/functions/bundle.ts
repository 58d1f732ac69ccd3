import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { ESBUILD_OPTIONS } from '../../lib/constructs/esbuild-options.ts';

/** Functions bundled as they are deployed, but for the minifying. */
export interface Bundle {
  /** The file that a function's process starts with. */
  readonly child: string;
  /** Where processes keep what they have compiled, for the next that starts. */
  readonly cache: string;
  /** The bundled module of an entry. */
  module(entry: string): string;
  remove(): Promise<void>;
}

/**
 * Bundles entries (paths from `root`) in one build into a folder of its own, so that what they share is shared.
 * `keep`: a folder in which that one stays, for whoever bundles the same entries after this
 */
export async function bundle(root: string, entries: readonly string[], keep?: string): Promise<Bundle> {
  const names = new Map([...new Set(entries)].map((entry, index) => [entry, `function-${index}`]));
  if (!keep) return bundleIn(await built(root, names), names);
  const kept = join(
    keep,
    createHash('sha256')
      .update(`${root} ${[...names.keys()]}`)
      .digest('hex'),
  );
  if (!existsSync(kept)) {
    const folder = await built(root, names);
    // Two may build it at once.
    await rename(folder, kept).catch(() => rm(folder, { recursive: true }));
  }
  return { ...bundleIn(kept, names), remove: async () => {} };
}

/** Builds into a new folder, under these names. */
async function built(root: string, names: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'account-deletion-'));
  await build({
    absWorkingDir: root,
    entryPoints: {
      child: join(import.meta.dirname, 'child.ts'),
      ...Object.fromEntries([...names].map(([entry, name]) => [name, resolve(root, entry)])),
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    ...ESBUILD_OPTIONS,
    minify: false,
    splitting: true,
    sourcemap: 'linked',
    logLevel: 'error',
  });
  return folder;
}

const bundleIn = (folder: string, names: ReadonlyMap<string, string>): Bundle => ({
  child: join(folder, 'child.mjs'),
  cache: join(folder, 'cache'),
  module: (entry) => join(folder, `${names.get(entry)}.mjs`),
  remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
});
