import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { newId, systemClock } from './adapters/system.ts';
import { requestExport } from './app/request-export.ts';
import { readEnv } from './env.ts';
import { api } from './http/api.ts';
import { requestExportRoute } from './http/exports.ts';

const { TABLE_NAME } = readEnv('TABLE_NAME');
const accounts = dynamoAccounts(documentClient(), TABLE_NAME);

export const handler = api(requestExportRoute(requestExport({ accounts, clock: systemClock, newId })));
