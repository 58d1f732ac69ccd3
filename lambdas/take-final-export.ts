import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { s3Archives } from './adapters/archives.ts';
import { documentClient } from './adapters/documents.ts';
import { durable } from './adapters/durable.ts';
import { durableExecution } from './adapters/durable-execution.ts';
import { kmsSigner } from './adapters/kms-signer.ts';
import { PATIENT } from './adapters/patient.ts';
import { s3Ledger } from './adapters/s3-ledger.ts';
import { signedRequests } from './adapters/signed-request.ts';
import { systemClock } from './adapters/system.ts';
import { takeFinalExport } from './app/take-final-export.ts';
import { readEnv } from './env.ts';
import { finalExportWake } from './events/final-export.ts';
import { exportableHoldings } from './holdings/exportable.ts';
import { readMap } from './holdings/map.ts';

const env = readEnv('HOLDINGS', 'FINAL_EXPORT_BUCKET', 'LEDGER_BUCKET', 'REQUEST_KEY');
const take = takeFinalExport({
  clock: systemClock,
  holdings: exportableHoldings(
    readMap(env.HOLDINGS),
    documentClient(PATIENT),
    signedRequests(kmsSigner(env.REQUEST_KEY)),
  ),
  store: s3Archives(env.FINAL_EXPORT_BUCKET),
  ledger: s3Ledger(env.LEDGER_BUCKET),
});

export const handler = durable(
  finalExportWake((wake, context: DurableContext) => take(wake, durableExecution(context))),
);
