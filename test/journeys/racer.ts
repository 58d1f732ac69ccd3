import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAccounts } from '../../lambdas/adapters/dynamo-accounts.ts';
import { cancelDeletion } from '../../lambdas/app/cancel-deletion.ts';
import { begin } from '../../lambdas/app/claim-purge.ts';
import { confirmDeletion } from '../../lambdas/app/confirm-deletion.ts';
import { purgeAccount } from '../../lambdas/app/purge-account.ts';
import { Fault } from '../../lambdas/domain/fault.ts';
import { memoryExecution } from '../support/memory-execution.ts';
import { sharedPorts } from './shared-ports.ts';

/** A process of its own that races others for the same accounts; what to do comes by message. */

export type Race = 'cancel' | 'claim' | 'confirm' | 'purge';

export interface Heat {
  readonly race: Race;
  readonly accountIds: readonly string[];
  /** The moment that it is, ISO 8601. */
  readonly now: string;
}

/** What came of it, by account: an answer of the verb, or the code of a refusal. */
export type Results = Readonly<Record<string, string>>;

const [url = '', table = '', shared = ''] = process.argv.slice(2);
const client = new DynamoDBClient({
  endpoint: url,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
const accounts = dynamoAccounts(documents, table);

function run(race: Race, accountId: string, now: Date): Promise<string> {
  const ports = { ...sharedPorts(documents, shared, () => now), accounts, clock: () => now };
  const session = { accountId, userId: 'ada', role: 'owner', email: 'ada@example.com', authenticatedAt: now } as const;
  const wake = { accountId, deletionId: `d-${accountId}` };
  const execution = `arn:${process.pid}:${accountId}`;
  const RACES: Record<Race, () => Promise<string>> = {
    cancel: async () => `${(await cancelDeletion(ports)(session)).deletion}`,
    claim: async () => (await begin(ports, wake, execution)).is,
    confirm: async () => JSON.stringify((await confirmDeletion(ports)(session, 'token-1')).deletion),
    purge: async () => (await purgeAccount(ports)(wake, memoryExecution({ id: execution }).execution)).outcome,
  };
  return RACES[race]();
}

const codeOf = (error: unknown): string => {
  if (error instanceof Fault) return error.code;
  throw error;
};

process.on('message', async ({ race, accountIds, now }: Heat) => {
  const all = accountIds.map(async (id) => [id, await run(race, id, new Date(now)).catch(codeOf)] as const);
  process.send!(Object.fromEntries(await Promise.all(all)) satisfies Results);
});
process.send!('ready');
