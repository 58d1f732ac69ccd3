import { documentClient } from './adapters/documents.ts';
import { dynamoNotices } from './adapters/dynamo-notices.ts';
import { sesMail } from './adapters/ses-mail.ts';
import { systemClock } from './adapters/system.ts';
import { publishChanges } from './app/publish-changes.ts';
import { readEnv } from './env.ts';
import { owedRecords } from './events/owed-records.ts';
import { only, readMap } from './holdings/map.ts';
import { members } from './holdings/members.ts';

const env = readEnv('TABLE_NAME', 'HOLDINGS', 'SENDER', 'CONFIGURATION_SET', 'WEB_ORIGIN', 'LEGAL_CONTACT');
const documents = documentClient();

export const handler = owedRecords(
  publishChanges({
    notices: dynamoNotices(documents, env.TABLE_NAME),
    clock: systemClock,
    sendMail: sesMail(env.SENDER, env.CONFIGURATION_SET),
    members: members(documents, only(readMap(env.HOLDINGS), 'members')),
    places: { webOrigin: env.WEB_ORIGIN, legalContact: env.LEGAL_CONTACT },
  }),
);
