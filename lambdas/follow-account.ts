import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { startPurge } from './adapters/lambda-calls.ts';
import { schedules } from './adapters/schedules.ts';
import { systemClock } from './adapters/system.ts';
import { followAccount } from './app/follow-account.ts';
import { readEnv } from './env.ts';
import { owedRecords } from './events/owed-records.ts';
import { holdingsOf, readMap } from './holdings/map.ts';

const env = readEnv(
  'TABLE_NAME',
  'HOLDINGS',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DEAD_LETTER_ARN',
  'PURGE_ARN',
  'PUBLISH_ARN',
);
const documents = documentClient();
const follow = followAccount({
  accounts: dynamoAccounts(documents, env.TABLE_NAME),
  clock: systemClock,
  schedules: schedules({
    group: env.SCHEDULE_GROUP,
    roleArn: env.SCHEDULE_ROLE_ARN,
    deadLetterArn: env.SCHEDULE_DEAD_LETTER_ARN,
    purgeArn: env.PURGE_ARN,
    publishArn: env.PUBLISH_ARN,
  }),
  startPurge: startPurge(env.PURGE_ARN),
  holdings: holdingsOf(documents, readMap(env.HOLDINGS)),
});

export const handler = owedRecords(({ accountId }) => follow(accountId));
