import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundled } from '../../bench/start-bundles.ts';
import { cdkContext } from '../../lib/app-context.ts';
import { ESBUILD_OPTIONS, PROJECT_ROOT, verbs } from '../../lib/constructs/esbuild-options.ts';
import { withLiteralKeys } from '../../lib/constructs/fitted-sdk.ts';
import { ServiceFunction } from '../../lib/constructs/service-function.ts';

const DYNAMODB = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];
const [KMS, LAMBDA, S3] = ['@aws-sdk/client-kms', '@aws-sdk/client-lambda', '@aws-sdk/client-s3'];
const [COGNITO, SCHEDULER] = ['@aws-sdk/client-cognito-identity-provider', '@aws-sdk/client-scheduler'];
const [SES, SFN, BUS] = ['@aws-sdk/client-sesv2', '@aws-sdk/client-sfn', '@aws-sdk/client-eventbridge'];
const CARRIER = '@aws-sdk/client-pinpoint-sms-voice-v2';
const DURABLE = [...DYNAMODB, COGNITO, KMS, LAMBDA, S3, '@aws/durable-execution-sdk-js'];
const EXPORT = [...DURABLE, '@aws-sdk/lib-storage'];

/** What each function may weigh in kB, minified: what it does weigh, and a few per cent; and the clients it has a use for. */
const BUNDLES: Readonly<Record<string, readonly [kilobytes: number, clients: readonly string[]]>> = {
  'cancel-deletion': [240, DYNAMODB],
  'confirm-deletion': [240, DYNAMODB],
  'deactivate-account': [240, DYNAMODB],
  'follow-account': [365, [...DYNAMODB, LAMBDA, KMS, SCHEDULER]],
  'get-account': [240, DYNAMODB],
  'get-export': [360, [...DYNAMODB, S3]],
  'get-keys': [192, [KMS]],
  'get-receipt': [262, [S3]],
  'keep-final-export': [260, [S3]],
  'list-exports': [360, [...DYNAMODB, S3]],
  'prepare-export': [640, EXPORT],
  'preview-deletion': [420, [...DYNAMODB, KMS, S3]],
  'publish-changes': [435, [...DYNAMODB, SES, BUS, KMS, S3]],
  'purge-account': [670, [...DURABLE, CARRIER, SCHEDULER, SFN]],
  'reactivate-account': [240, DYNAMODB],
  'record-delivery': [230, DYNAMODB],
  'request-deletion': [288, [...DYNAMODB, SES]],
  'request-export': [240, DYNAMODB],
  'run-canary': [436, [...DYNAMODB, LAMBDA, KMS, S3]],
  sweep: [394, [...DYNAMODB, LAMBDA, S3]],
  'take-final-export': [626, EXPORT],
  'verify-deletion': [438, [...DYNAMODB, COGNITO, KMS, S3, SCHEDULER, SFN]],
};

/** A client's schemas as they are loaded from this source: in words, what is reached only through functions included. */
async function schemasOf(client: string, contents: string): Promise<string> {
  const resolveDir = join(PROJECT_ROOT, 'node_modules/@aws-sdk', client, 'dist-es/schemas');
  const { plugins: _, ...options } = ESBUILD_OPTIONS;
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir },
    minify: false,
    banner: {},
    format: 'cjs',
    write: false,
  } as const);
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0]!.text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return JSON.stringify(module.exports, (_, value) => (typeof value === 'function' ? String(value) : value));
}

describe('bundles', () => {
  const bundles: Record<string, Bundle> = {};
  beforeAll(async () => {
    for (const verb of verbs()) bundles[verb] = await bundled(verb);
  });

  test('have each their budget', () => {
    expect(Object.keys(bundles)).toEqual(Object.keys(BUNDLES).sort());
  });

  test.each(Object.entries(BUNDLES))('%s takes along the clients that it uses, and no others', (verb, [, clients]) => {
    expect(bundles[verb]!.clients).toEqual([...clients].sort());
  });

  test.each(Object.entries(BUNDLES))('%s stays within its budget', (verb, [kilobytes]) => {
    expect(bundles[verb]!.kilobytes).toBeLessThan(kilobytes);
  });

  test.each(['client-lambda', 'client-s3', 'client-scheduler', 'client-sesv2'])(
    'fit the schemas of %s without changing what they say',
    async (client) => {
      const file = join(PROJECT_ROOT, 'node_modules/@aws-sdk', client, 'dist-es/schemas/schemas_0.js');
      const source = readFileSync(file, 'utf8');

      const fitted = withLiteralKeys(source);

      expect(source).toMatch(/\[_\w+\]:/);
      expect(fitted).not.toMatch(/\[_\w+\]:/);
      expect(await schemasOf(client, fitted)).toBe(await schemasOf(client, source));
    },
  );

  test('look for credentials nowhere but in the environment', () => {
    const text = Buffer.from(bundles['get-account']!.code).toString();

    expect(text.includes('AWS_SECRET_ACCESS_KEY')).toBe(true);
    // A token's file, a container's address, a profile.
    expect(/AWS_WEB_IDENTITY|AWS_CONTAINER_CREDENTIALS|sso_start_url|credential_process/.test(text)).toBe(false);
  });

  test('are the same code when the CDK makes them', () => {
    const app = new App({ context: { ...cdkContext(), 'aws:cdk:enable-asset-metadata': true } });
    const stack = new Stack(app, 'Stack');
    const made = ['purge-account', 'get-keys'].map((verb) => {
      const { node } = new ServiceFunction(stack, verb, { timeout: Duration.minutes(1) });
      return { verb, resource: node.defaultChild as CfnFunction };
    });
    const { directory } = app.synth();

    for (const { verb, resource } of made) {
      const file = join(directory, resource.getMetadata('aws:asset:path'), 'index.mjs');
      expect(readFileSync(file).equals(bundles[verb]!.code), verb).toBe(true);
    }
  });
});
