import { LINES } from '../../lambdas/adapters/stored-account.ts';
import type { Line } from '../../lambdas/app/ports.ts';
import { type Counts, callsOf, type FunctionCounts } from './counts.ts';
import { secondsOf } from './time.ts';

export const DAY = 86_400;
/** Schedules that one deletion has: until its purge after seven days, and until its reminder after six. */
const SCHEDULE_DAYS = 7 + 6;

/** A quota of an account in us-east-1, and what one deletion takes of it. */
export interface Quota {
  readonly name: string;
  readonly limit: number;
  /** A rate is used up by deletions a second; a stock by those that wait at a time, and knows no peaks. */
  readonly kind: 'rate' | 'stock';
  /** Of one deletion; for a stock: times the seconds that it is held. */
  readonly takes: (counts: Counts) => number;
  /** Whether AWS raises it for the asking. */
  readonly raised: boolean;
  /** Whose it is: the product's holdings have quotas of their own. */
  readonly of: 'service' | 'product';
  readonly source: string;
  /** Read in AWS's documentation as of the day below, or known from elsewhere: to be looked up before relying on it. */
  readonly basis: 'documentation' | 'recalled';
  readonly remedy: string;
}

export const QUOTAS_AS_OF = '2026-11-28';

const DOCS = 'https://docs.aws.amazon.com';
const SMS = `${DOCS}/sms-voice/latest/userguide/quotas.html`;
const COGNITO = `${DOCS}/cognito/latest/developerguide/quotas.html`;
const STEPS = `${DOCS}/step-functions/latest/dg/service-quotas.html`;
const SCHEDULER = `${DOCS}/scheduler/latest/UserGuide/scheduler-quotas.html`;
const KMS = `${DOCS}/kms/latest/developerguide/requests-per-second.html`;
const LAMBDA = `${DOCS}/lambda/latest/dg/gettingstarted-limits.html`;
const DYNAMODB = `${DOCS}/amazondynamodb/latest/developerguide/ServiceQuotas.html`;
const PARTITIONS = `${DOCS}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`;

const EVENTS = `${DOCS}/eventbridge/latest/userguide/eb-quota.html`;
const S3 = `${DOCS}/AmazonS3/latest/userguide/optimizing-performance.html`;
const API = `${DOCS}/apigateway/latest/developerguide/limits.html`;

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const calls = (which: RegExp) => (counts: Counts) =>
  sum(Object.entries(callsOf(counts)).map(([call, times]) => (which.test(call) ? times : 0)));
const total = (of: (counts: FunctionCounts) => number) => (counts: Counts) =>
  sum(Object.values(counts.functions).map(of));

/** A rate of the service's own that AWS documents, and raises. */
const rate = (
  name: string,
  limit: number,
  takes: Quota['takes'],
  source: string,
  more: Partial<Quota> = {},
): Quota => ({
  kind: 'rate',
  of: 'service',
  basis: 'documentation',
  raised: true,
  remedy: 'ask for more',
  ...{ name, limit, takes, source, ...more },
});
const recalled = { basis: 'recalled' } as const;
const product = { of: 'product' } as const;
const fixed = (remedy: string) => ({ raised: false, remedy }) as const;

const AT_THIS_RATE = 'delete users at this rate: they are signed out, and answered 410, long before';
const BY_A_QUEUE = 'ask for more, or give numbers back by a queue of their own';
const NO_NEED = 'nothing: keys begin with random ids, by which S3 splits';

export const QUOTAS: readonly Quota[] = [
  rate('ReleasePhoneNumber, a second', 1, calls(/ ReleasePhoneNumber$/), SMS, {
    ...product,
    ...recalled,
    remedy: BY_A_QUEUE,
  }),
  rate('DescribeExecution, a second', 15, calls(/ DescribeExecution$/), STEPS, product),
  rate('StopExecution, a second', 200, calls(/ StopExecution$/), STEPS, product),
  rate('Cognito UserRead, a second', 120, calls(/ AdminGetUser$/), COGNITO, { ...product, ...recalled }),
  rate('Cognito UserUpdate, a second', 25, calls(/ AdminDeleteUser$/), COGNITO, {
    ...product,
    ...recalled,
    ...fixed(AT_THIS_RATE),
  }),
  rate('Cognito UserToken, a second', 120, calls(/ AdminUserGlobalSignOut$/), COGNITO, { ...product, ...recalled }),
  rate('SES mails, a second', 14, calls(/ SendEmail$/), `${DOCS}/ses/latest/dg/quotas.html`, recalled),
  rate('schedules that wait', 10_000_000, () => SCHEDULE_DAYS * DAY, SCHEDULER, { kind: 'stock' }),
  rate('CreateSchedule, a second', 5_000, calls(/ CreateSchedule$/), SCHEDULER),
  rate('invocations by Scheduler, a second', 1_000, ({ schedules }) => schedules, SCHEDULER),
  ...(Object.keys(LINES) as Line[]).map((line) =>
    rate(
      `index writes for the line “${line}”, a second`,
      1_000 * LINES[line].length,
      ({ index }) => index[line],
      PARTITIONS,
      fixed('more partitions for the line'),
    ),
  ),
  rate(
    'writes to all tables, a second',
    40_000,
    total(({ units }) => units.write),
    DYNAMODB,
    recalled,
  ),
  rate('Lambda, at once', 1_000, (counts) => sum(Object.values(secondsOf(counts))), LAMBDA, recalled),
  rate(
    'Lambda, invocations a second',
    10_000,
    total(({ invocations }) => invocations),
    LAMBDA,
    recalled,
  ),
  rate('KMS Sign with ECC keys, a second', 1_000, calls(/^kms Sign$/), KMS),
  rate('KMS with HMAC keys, a second', 100_000, calls(/^kms GenerateMac$/), KMS),
  rate('PutEvents, a second', 10_000, calls(/ PutEvents$/), EVENTS, recalled),
  rate('S3 writes to one prefix, a second', 3_500, calls(/^s3 (Put|Delete|Upload)/), S3, {
    ...recalled,
    ...fixed(NO_NEED),
  }),
  rate('HTTP API requests, a second', 10_000, ({ requests }) => requests, API, recalled),
];

/** How far a quota is used up at so many deletions a day: 1 is all of it; at the peak, so many times the average. */
export function usedUp(quota: Quota, counts: Counts, aDay: number, peak: number): { average: number; peak: number } {
  const average = ((aDay / DAY) * quota.takes(counts)) / quota.limit;
  return { average, peak: quota.kind === 'rate' ? average * peak : average };
}
