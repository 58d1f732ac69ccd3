import { documentClient } from './adapters/documents.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { executions } from './adapters/executions.ts';
import { kmsSigner } from './adapters/kms-signer.ts';
import { lambdaClient, startExport, startPurge } from './adapters/lambda-calls.ts';
import { schedules } from './adapters/schedules.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { systemClock } from './adapters/system.ts';
import { followAccount } from './app/follow-account.ts';
import { readEnv } from './env.ts';
import { logRepair } from './events/log-repair.ts';
import { owedRecords } from './events/owed-records.ts';
import { readMap } from './holdings/map.ts';
import { suspendableHoldings } from './holdings/suspendable.ts';

const env = readEnv(
  'TABLE_NAME',
  'HOLDINGS',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DEAD_LETTER_ARN',
  'PURGE_ARN',
  'EXPORT_ARN',
  'PUBLISH_ARN',
  'REQUEST_KEY',
);
const [documents, lambda] = [documentClient(), lambdaClient()];
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
  startPurge: startPurge(lambda, env.PURGE_ARN),
  startExport: startExport(lambda, env.EXPORT_ARN),
  hasEnded: executions(lambda),
  onRepair: logRepair,
  holdings: () => suspendableHoldings(readMap(env.HOLDINGS), documents, signedRequests(kmsSigner(env.REQUEST_KEY))),
});

export const handler = owedRecords(({ accountId }) => follow(accountId));
