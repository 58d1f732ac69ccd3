import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { sesMail } from './adapters/ses-mail.ts';
import { newId, newToken, systemClock } from './adapters/system.ts';
import { requestDeletion } from './app/request-deletion.ts';
import { readEnv } from './env.ts';
import { api } from './http/api.ts';
import { requestRoute } from './http/routes.ts';

const env = readEnv('TABLE_NAME', 'WEB_ORIGIN', 'SENDER', 'CONFIGURATION_SET');
const ports = {
  accounts: dynamoAccounts(documentClient(), env.TABLE_NAME),
  clock: systemClock,
  sendMail: sesMail(env.SENDER, env.CONFIGURATION_SET),
  newId,
  newToken,
  webOrigin: env.WEB_ORIGIN,
};

export const handler = api(requestRoute(requestDeletion(ports), systemClock));
