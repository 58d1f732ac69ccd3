import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT } from './esbuild-options.ts';

const BUNDLE = join(import.meta.dirname, 'bundle.ts');

let bundles: string | undefined;

/** The folder with the bundles of all functions: made together when the first is asked for, gone with this process. */
function bundlesFolder(): string {
  if (bundles) return bundles;
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, [BUNDLE, folder], { stdio: 'inherit' });
  bundles = folder;
  return folder;
}

/**
 * The bundle of `lambdas/<verb>.ts`, made when it is deployed. By a process of its own: the CDK does not wait for
 * anything, its `NodejsFunction` takes no plugins of esbuild, and esbuild runs none while somebody waits.
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
          copyFileSync(join(bundlesFolder(), verb, 'index.mjs'), join(folder, 'index.mjs'));
          return true;
        },
      },
    },
  });
