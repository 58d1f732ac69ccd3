import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { createDeadLetters } from '../../local/dead-letters.ts';
import { createFunctions } from '../../local/functions/functions.ts';
import { startRules } from '../../local/rules.ts';
import { startDynamoDb } from '../../local/services/dynamodb.ts';
import { createLambda } from '../../local/services/lambda.ts';
import { startStreams } from '../../local/streams.ts';
import { type CfnTemplate, loadTemplate } from '../../local/template.ts';
import { createWire } from '../../local/wire.ts';

export const START = Date.parse('2027-03-01T00:00:00.000Z');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;

type Resources = NonNullable<CfnTemplate['Resources']>;

/** A function of the fixtures. */
export const fixture = (entry: string, properties: Record<string, unknown> = {}): Resources => ({
  Fn: { Type: 'AWS::Lambda::Function', Metadata: { Entry: `test/local/fixtures/${entry}.ts` }, Properties: properties },
});

export const TABLE: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::GlobalTable',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  },
};

export const QUEUE: Resources = { Queue: { Type: 'AWS::SQS::Queue' } };

/** The core of the local run over a template of one stack; all of it stops with the test. */
export async function startCore(Resources: Resources, seed: number | null = null) {
  const template = loadTemplate({ Stack: { Resources } });
  const clock = createClock({ start: START });
  const wire = await createWire({ clock });
  const deadLetters = createDeadLetters(clock, template.queues);
  const dynamodb = await startDynamoDb({ clock, tables: template.tables });
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const functions = await createFunctions({ functions: template.functions, clock, endpoint: wire.url, root });
  onTestFinished(async () => {
    clock.stop();
    await Promise.all([functions.stop(), dynamodb.stop(), wire.stop()]);
  });
  const lambda = createLambda({ clock, template, functions, deadLetters, seed });
  for (const { service } of [dynamodb, lambda]) wire.serve(service);
  startRules({ clock, rules: template.rules, lambda });
  startStreams({ clock, template, dynamodb, functions, deadLetters, seed });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const config = { endpoint: wire.url, region: 'eu-west-1', credentials };
  const clients = { db: new DynamoDBClient(config), la: new LambdaClient(config) };
  return { template, clock, wire, deadLetters, dynamodb, functions, lambda, ...clients };
}
