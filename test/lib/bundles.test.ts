import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { cdkContext } from '../../lib/app-context.ts';
import { ESBUILD_OPTIONS, PROJECT_ROOT } from '../../lib/constructs/bundling.ts';
import { ServiceFunction } from '../../lib/constructs/service-function.ts';

const DYNAMODB = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];
const CARRIER = '@aws-sdk/client-pinpoint-sms-voice-v2';
const [KMS, S3, SCHEDULER] = ['@aws-sdk/client-kms', '@aws-sdk/client-s3', '@aws-sdk/client-scheduler'];
const [COGNITO, SFN] = ['@aws-sdk/client-cognito-identity-provider', '@aws-sdk/client-sfn'];

/** The clients that each function has a use for; the durable SDK brings Lambda's. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  'get-account': DYNAMODB,
  'deactivate-account': DYNAMODB,
  'reactivate-account': DYNAMODB,
  'preview-deletion': [...DYNAMODB, KMS, S3],
  'request-deletion': [...DYNAMODB, '@aws-sdk/client-sesv2'],
  'confirm-deletion': DYNAMODB,
  'cancel-deletion': DYNAMODB,
  'follow-account': [...DYNAMODB, '@aws-sdk/client-lambda', KMS, SCHEDULER],
  'publish-changes': [...DYNAMODB, '@aws-sdk/client-sesv2', '@aws-sdk/client-eventbridge', KMS, S3],
  'purge-account': [...DYNAMODB, '@aws-sdk/client-lambda', CARRIER, COGNITO, KMS, S3, SCHEDULER, SFN],
  'verify-deletion': [...DYNAMODB, COGNITO, KMS, S3, SCHEDULER, SFN],
  'run-canary': [...DYNAMODB, '@aws-sdk/client-lambda', KMS, S3],
  'get-receipt': [S3],
  'get-keys': [KMS],
  'record-delivery': DYNAMODB,
  'request-export': DYNAMODB,
  'list-exports': [...DYNAMODB, S3],
  'get-export': [...DYNAMODB, S3],
  'prepare-export': [...DYNAMODB, '@aws-sdk/client-lambda', '@aws-sdk/lib-storage', COGNITO, KMS, S3],
  'take-final-export': [...DYNAMODB, '@aws-sdk/client-lambda', '@aws-sdk/lib-storage', COGNITO, KMS, S3],
  'keep-final-export': [S3],
  sweep: [...DYNAMODB, '@aws-sdk/client-lambda', S3],
};
const ANSWERS_REQUESTS = (verb: string) =>
  !/^(follow|publish|purge|verify|record|sweep|run|prepare|take|keep)-?/.test(verb);

const built = (verb: string) =>
  build({
    ...ESBUILD_OPTIONS,
    entryPoints: [join(PROJECT_ROOT, 'lambdas', `${verb}.ts`)],
    absWorkingDir: PROJECT_ROOT,
    outfile: 'index.mjs',
    write: false,
    metafile: true,
  });

async function bundled(verb: string) {
  const { metafile } = await built(verb);
  const [{ bytes, inputs }] = Object.values(metafile.outputs) as [(typeof metafile.outputs)[string]];
  const clients = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => {
    const [, client] = /^node_modules\/(@aws-sdk\/(?:client|lib)-[^/]+)\//.exec(path) ?? [];
    return client && bytesInOutput > 0 ? [client] : [];
  });
  return { kilobytes: bytes / 1000, clients: [...new Set(clients)].sort() };
}

describe('bundles', () => {
  test.each(Object.entries(CLIENTS))(
    '%s takes along the clients that it uses, and no others',
    async (verb, expected) => {
      const { kilobytes, clients } = await bundled(verb);

      expect(clients).toEqual([...expected].sort());
      if (ANSWERS_REQUESTS(verb)) expect(kilobytes).toBeLessThan(600);
    },
  );

  test('are the same code when the CDK makes them', async () => {
    const app = new App({ context: { ...cdkContext(), 'aws:cdk:enable-asset-metadata': true } });
    const purge = new ServiceFunction(new Stack(app, 'Stack'), 'purge-account', { timeout: Duration.minutes(1) });
    const { directory } = app.synth();
    const asset = (purge.node.defaultChild as CfnFunction).getMetadata('aws:asset:path');

    const { outputFiles } = await built('purge-account');

    expect(readFileSync(join(directory, asset, 'index.mjs'), 'utf8')).toBe(outputFiles[0]?.text);
  });
});
