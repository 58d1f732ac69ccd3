import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { carrier } from './adapters/carrier.ts';
import { documentClient } from './adapters/documents.ts';
import { durableExecution } from './adapters/durable-execution.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { systemClock } from './adapters/system.ts';
import { purgeAccount } from './app/purge-account.ts';
import { readEnv } from './env.ts';
import { purgeWake } from './events/purge-wake.ts';
import { holdingsOf, only, readMap } from './holdings/map.ts';
import { members } from './holdings/members.ts';

const env = readEnv('TABLE_NAME', 'HOLDINGS');
const documents = documentClient();
const map = readMap(env.HOLDINGS);
const purge = purgeAccount({
  accounts: dynamoAccounts(documents, env.TABLE_NAME),
  clock: systemClock,
  holdings: holdingsOf(documents, map, carrier()),
  members: members(documents, only(map, 'members')),
});

export const handler = withDurableExecution(
  purgeWake((wake, context: DurableContext) => purge(wake, durableExecution(context))),
);
