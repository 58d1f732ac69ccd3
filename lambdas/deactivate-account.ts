import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { systemClock } from './adapters/system.ts';
import { deactivateAccount } from './app/deactivate-account.ts';
import { readEnv } from './env.ts';
import { api } from './http/api.ts';
import { changeRoute } from './http/routes.ts';

const { TABLE_NAME } = readEnv('TABLE_NAME');
const accounts = dynamoAccounts(documentClient(), TABLE_NAME);

export const handler = api(changeRoute(deactivateAccount({ accounts, clock: systemClock }), systemClock));
