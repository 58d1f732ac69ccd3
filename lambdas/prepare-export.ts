import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { s3Archives } from './adapters/archives.ts';
import { documentClient } from './adapters/documents.ts';
import { durable } from './adapters/durable.ts';
import { durableExecution } from './adapters/durable-execution.ts';
import { dynamoAccounts } from './adapters/dynamo-accounts.ts';
import { executions } from './adapters/executions.ts';
import { kmsSigner } from './adapters/kms-signer.ts';
import { PATIENT } from './adapters/patient.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { systemClock } from './adapters/system.ts';
import { prepareExport } from './app/prepare-export.ts';
import { readEnv } from './env.ts';
import { exportWake } from './events/export-wake.ts';
import { exportableHoldings } from './holdings/exportable.ts';
import { readMap } from './holdings/map.ts';

const env = readEnv('TABLE_NAME', 'HOLDINGS', 'EXPORT_BUCKET', 'REQUEST_KEY');
const prepare = prepareExport({
  accounts: dynamoAccounts(documentClient(), env.TABLE_NAME),
  clock: systemClock,
  hasEnded: executions(),
  holdings: exportableHoldings(
    readMap(env.HOLDINGS),
    documentClient(PATIENT),
    signedRequests(kmsSigner(env.REQUEST_KEY)),
  ),
  store: s3Archives(env.EXPORT_BUCKET),
});

export const handler = durable(exportWake((wake, context: DurableContext) => prepare(wake, durableExecution(context))));
