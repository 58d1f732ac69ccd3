import type { Counts } from './counts.ts';
import { callsOf } from './counts.ts';
import { dollars, type Priced } from './prices.ts';
import { gigabyteSeconds } from './time.ts';

const GIGABYTE = 1_000_000_000;
/** Days that a durable execution's history is kept, and years of the ledger: as the template has them by default. */
const [HISTORY_DAYS, LEDGER_YEARS] = [14, 10];
/** Bytes that Lambda itself logs of each invocation, in JSON: an assumption. */
const PLATFORM_LOG = 800;

/** What one deletion costs, by what is paid for. In dollars. */
export type Bill = Readonly<Record<string, number>>;

const S3_READS = /^s3 (Get|Head)/;
/** Deleting and aborting are free. */
const S3_FREE = /^s3 (Delete|Abort)/;

/** The bill of one deletion that asked for so much. */
export function billOf(counts: Counts): Bill {
  const calls = Object.entries(callsOf(counts));
  const times = (which: RegExp, except?: RegExp) =>
    calls.reduce((sum, [call, n]) => (which.test(call) && !except?.test(call) ? sum + n : sum), 0);
  const of = (key: 'read' | 'write') => Object.values(counts.functions).reduce((sum, { units }) => sum + units[key], 0);
  const invocations = Object.values(counts.functions).reduce((sum, each) => sum + each.invocations, 0);
  const gigabytes = (bytes: number) => bytes / GIGABYTE;
  const sum = (...items: [Priced, number][]) => items.reduce((total, [priced, n]) => total + dollars(priced, n), 0);

  return {
    'Lambda, requests and time': sum(['lambdaRequest', invocations], ['lambdaGigabyteSecond', gigabyteSeconds(counts)]),
    'Lambda, durable operations': sum(
      ['durableOperation', counts.durable.operations + counts.durable.executions],
      ['durableWritten', gigabytes(counts.durable.bytes)],
      ['durableKept', (gigabytes(counts.durable.bytes) * HISTORY_DAYS) / 30],
    ),
    DynamoDB: sum(['readUnit', of('read')], ['writeUnit', of('write')]),
    'S3, requests': sum(
      ['s3Write', times(/^s3 /, new RegExp(`${S3_READS.source}|${S3_FREE.source}`))],
      ['s3Read', times(S3_READS)],
    ),
    'S3, what is kept': sum(
      ['s3Stored', gigabytes(counts.kept.vault)],
      ['s3Stored', gigabytes(counts.kept.ledger) * LEDGER_YEARS * 12],
    ),
    'SES, mails': sum(['mail', times(/^sesv2 SendEmail$/)]),
    KMS: sum(['signature', times(/^kms Sign$/)], ['kmsRequest', times(/^kms /, /^kms Sign$/)]),
    'EventBridge and Scheduler': sum(['event', times(/^eventbridge PutEvents$/)], ['scheduled', counts.schedules]),
    'API Gateway': sum(['apiRequest', counts.requests]),
    'CloudWatch, logs': sum(['logged', gigabytes(counts.logged + invocations * PLATFORM_LOG)]),
  };
}

export const totalOf = (bill: Bill): number => Object.values(bill).reduce((a, b) => a + b, 0);
