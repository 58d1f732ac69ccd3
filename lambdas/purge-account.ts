import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { documentClient } from './adapters/documents.ts';
import { durable } from './adapters/durable.ts';
import { durableExecution } from './adapters/durable-execution.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { executions } from './adapters/executions.ts';
import { finalExports } from './adapters/final-exports.ts';
import { kmsClient, kmsSigner } from './adapters/kms-signer.ts';
import { lambdaClient } from './adapters/lambda-calls.ts';
import { s3Ledger } from './adapters/s3-ledger.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { newToken, systemClock } from './adapters/system.ts';
import { verifier } from './adapters/verifier.ts';
import { purgeAccount } from './app/purge-account.ts';
import { receipts } from './app/receipts.ts';
import { readEnv } from './env.ts';
import { logClaim } from './events/log-claim.ts';
import { purgeWake } from './events/purge-wake.ts';
import { dataExports } from './holdings/data-exports.ts';
import { erasableHoldings } from './holdings/erasable.ts';
import { only, readMap } from './holdings/map.ts';
import { members } from './holdings/members.ts';

const env = readEnv(
  'TABLE_NAME',
  'HOLDINGS',
  'VERIFY_DELETION',
  'LEDGER_BUCKET',
  'EXPORT_BUCKET',
  'TAKE_FINAL_EXPORT',
  'KEEP_FINAL_EXPORT',
  'RECEIPT_KEY',
  'REQUEST_KEY',
);
const [documents, lambda, kms] = [documentClient(), lambdaClient(), kmsClient()];
const map = [...readMap(env.HOLDINGS), dataExports(env.EXPORT_BUCKET)];
const ledger = s3Ledger(env.LEDGER_BUCKET);
const purge = purgeAccount({
  accounts: dynamoAccounts(documents, env.TABLE_NAME),
  clock: systemClock,
  holdings: erasableHoldings(map, documents, signedRequests(kmsSigner(env.REQUEST_KEY, kms))),
  verify: verifier(env.VERIFY_DELETION),
  members: members(documents, only(map, 'members')),
  hasEnded: executions(lambda),
  ledger,
  receipts: receipts({ signer: kmsSigner(env.RECEIPT_KEY, kms), ledger }),
  finalExports: finalExports(lambda, { take: env.TAKE_FINAL_EXPORT, keep: env.KEEP_FINAL_EXPORT }),
  newToken,
  onClaim: logClaim,
});

export const handler = durable(purgeWake((wake, context: DurableContext) => purge(wake, durableExecution(context))));
