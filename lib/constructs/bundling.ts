import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT } from './esbuild-options.ts';

const BUNDLE = join(import.meta.dirname, 'bundle.ts');

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
          execFileSync(process.execPath, [BUNDLE, verb, join(folder, 'index.mjs')], { stdio: 'inherit' });
          return true;
        },
      },
    },
  });
