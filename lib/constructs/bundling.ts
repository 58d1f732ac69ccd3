import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT, verbs } from './esbuild-options.ts';

const BUNDLE = join(import.meta.dirname, 'bundle.ts');

let bundles: ReadonlyMap<string, Buffer> | undefined;

/** The bundles of all functions by their verbs, made together. */
function madeBundles(): ReadonlyMap<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    execFileSync(process.execPath, [BUNDLE, folder], { stdio: 'inherit' });
    return new Map(verbs().map((verb) => [verb, readFileSync(join(folder, verb, 'index.mjs'))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The bundle of `lambdas/<verb>.ts`, made with all others when the first is asked for. By a process of its own: the CDK does
 * not wait for anything, its `NodejsFunction` takes no plugins of esbuild, and esbuild runs none while somebody waits.
 */
export const bundledCode = (verb: string): Code =>
  Code.fromAsset(join(PROJECT_ROOT, 'lambdas'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // What tells one bundling from another; it runs here, and never in Docker.
      command: [verb],
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(folder) {
          bundles ??= madeBundles();
          writeFileSync(join(folder, 'index.mjs'), bundles.get(verb)!);
          return true;
        },
      },
    },
  });
