import type { Bundle } from './start-bundles.ts';

/** How what a function makes of each package is made; what is imported, and the expression. */
const MADE: Readonly<Record<string, readonly [name: string, made?: string]>> = {
  '@aws-sdk/client-cognito-identity-provider': ['CognitoIdentityProviderClient'],
  // For the document client, which takes it.
  '@aws-sdk/client-dynamodb': ['DynamoDBClient', ''],
  '@aws-sdk/client-eventbridge': ['EventBridgeClient'],
  '@aws-sdk/client-kms': ['KMSClient'],
  '@aws-sdk/client-lambda': ['LambdaClient'],
  '@aws-sdk/client-pinpoint-sms-voice-v2': ['PinpointSMSVoiceV2Client'],
  '@aws-sdk/client-s3': ['S3Client'],
  '@aws-sdk/client-scheduler': ['SchedulerClient'],
  '@aws-sdk/client-sesv2': ['SESv2Client'],
  '@aws-sdk/client-sfn': ['SFNClient'],
  '@aws-sdk/lib-dynamodb': ['DynamoDBDocumentClient', 'DynamoDBDocumentClient.from(new DynamoDBClient({}))'],
  '@aws-sdk/lib-storage': ['Upload', 'Upload'],
  // Without it there is no durable function, and be it bare.
  '@aws/durable-execution-sdk-js': ['withDurableExecution', 'withDurableExecution(async () => ({}))'],
};

/** The module of a handler that does nothing, makes one client of each of these packages, and has these commands at hand. */
export function bare({ clients, commands }: Pick<Bundle, 'clients' | 'commands'>): string {
  const made = clients.map((client) => {
    const [name, expression = `new ${name}({})`] = MADE[client]!;
    return { client, name, expression };
  });
  // The same name may be a command of two packages.
  const sent = commands.map(([client, command], n) => ({ client, name: `${command} as Command${n}` }));
  return [
    ...[...made, ...sent].map(({ client, name }) => `import { ${name} } from '${client}';`),
    `export const made = [${made.map(({ expression }) => expression).filter(Boolean)}];`,
    `export const sent = [${sent.map((_, n) => `Command${n}`)}];`,
    'export const handler = async () => ({});',
  ].join('\n');
}
