import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { exportUrls } from './adapters/export-urls.ts';
import { systemClock } from './adapters/system.ts';
import { getExport } from './app/get-export.ts';
import { readEnv } from './env.ts';
import { api } from './http/api.ts';
import { getExportRoute } from './http/exports.ts';

const env = readEnv('TABLE_NAME', 'EXPORT_BUCKET');
const accounts = dynamoAccounts(documentClient(), env.TABLE_NAME);
const ports = { accounts, clock: systemClock, exportUrls: exportUrls(env.EXPORT_BUCKET) };

export const handler = api(getExportRoute(getExport(ports)));
