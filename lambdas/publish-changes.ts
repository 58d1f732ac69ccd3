import { documentClient } from './adapters/documents.ts';
import { dynamoNotices } from './adapters/dynamo-notices.ts';
import { dynamoTellings } from './adapters/dynamo-tellings.ts';
import { eventBus } from './adapters/event-bus.ts';
import { kmsMac } from './adapters/kms-mac.ts';
import { s3Ledger } from './adapters/s3-ledger.ts';
import { sesMail } from './adapters/ses-mail.ts';
import { kindOf, revisionOf } from './adapters/stored-account.ts';
import { systemClock } from './adapters/system.ts';
import { claimCode } from './app/claim-code.ts';
import { publishChanges } from './app/publish-changes.ts';
import { readEnv } from './env.ts';
import { counted } from './events/count-events.ts';
import { owedRecords } from './events/owed-records.ts';
import { only, readMap } from './holdings/map.ts';
import { members } from './holdings/members.ts';

const env = readEnv(
  'TABLE_NAME',
  'HOLDINGS',
  'SENDER',
  'CONFIGURATION_SET',
  'WEB_ORIGIN',
  'API_URL',
  'LEGAL_CONTACT',
  'EVENT_BUS',
  'LEDGER_BUCKET',
  'CLAIM_CODE_KEY',
);
const documents = documentClient();

export const handler = owedRecords(
  publishChanges({
    isNotice: ({ id }) => kindOf(id) === 'notice',
    notices: dynamoNotices(documents, env.TABLE_NAME),
    clock: systemClock,
    sendMail: sesMail(env.SENDER, env.CONFIGURATION_SET),
    members: members(documents, only(readMap(env.HOLDINGS), 'members')),
    places: { webOrigin: env.WEB_ORIGIN, apiUrl: env.API_URL, legalContact: env.LEGAL_CONTACT },
    claimCode: claimCode(kmsMac(env.CLAIM_CODE_KEY)),
    tellings: dynamoTellings(documents, env.TABLE_NAME),
    publishEvent: counted(eventBus(env.EVENT_BUS)),
    ledger: s3Ledger(env.LEDGER_BUCKET),
    revisionOf: ({ id }) => revisionOf(id),
  }),
);
