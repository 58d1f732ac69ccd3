import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { systemClock } from './adapters/system.ts';
import { getAccount } from './app/get-account.ts';
import { readEnv } from './env.ts';
import { api } from './http/api.ts';
import { accountRoute } from './http/routes.ts';

const { TABLE_NAME } = readEnv('TABLE_NAME');
const accounts = dynamoAccounts(documentClient(), TABLE_NAME);

export const handler = api(accountRoute(getAccount({ accounts }), systemClock));
