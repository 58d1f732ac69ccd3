import { documentClient } from './adapters/documents.ts';
import { dynamoNotices } from './adapters/dynamo-notices.ts';
import { sesMail } from './adapters/ses-mail.ts';
import { systemClock } from './adapters/system.ts';
import { publishChanges } from './app/publish-changes.ts';
import { readEnv } from './env.ts';
import { owedRecords } from './events/owed-records.ts';

const env = readEnv('TABLE_NAME', 'SENDER', 'CONFIGURATION_SET', 'LEGAL_CONTACT');
const publish = publishChanges({
  notices: dynamoNotices(documentClient(), env.TABLE_NAME),
  clock: systemClock,
  sendMail: sesMail(env.SENDER, env.CONFIGURATION_SET),
  legalContact: env.LEGAL_CONTACT,
});

export const handler = owedRecords(publish);
