/** A price on demand in us-east-1, before any free tier and any discount for volume. */
export interface Price {
  readonly dollars: number;
  /** For so many units. */
  readonly per: number;
  readonly unit: string;
  readonly source: keyof typeof PRICE_PAGES;
  /** As several others quote it from that page, or from memory: AWS fills the pages in by script, and copies show none. */
  readonly basis: 'quoted' | 'recalled';
}

export const PRICES_AS_OF = '2026-11-28';

export const PRICE_PAGES = {
  Lambda: 'https://aws.amazon.com/lambda/pricing/',
  DynamoDB: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  S3: 'https://aws.amazon.com/s3/pricing/',
  SES: 'https://aws.amazon.com/ses/pricing/',
  KMS: 'https://aws.amazon.com/kms/pricing/',
  EventBridge: 'https://aws.amazon.com/eventbridge/pricing/',
  'API Gateway': 'https://aws.amazon.com/api-gateway/pricing/',
  CloudWatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  'Step Functions': 'https://aws.amazon.com/step-functions/pricing/',
} as const;

const MILLION = 1_000_000;

export const PRICES = {
  lambdaRequest: { dollars: 0.2, per: MILLION, unit: 'requests', source: 'Lambda', basis: 'quoted' },
  lambdaGigabyteSecond: {
    dollars: 0.0000133334,
    per: 1,
    unit: 'GB-second on arm64',
    source: 'Lambda',
    basis: 'quoted',
  },
  durableOperation: { dollars: 8, per: MILLION, unit: 'durable operations', source: 'Lambda', basis: 'quoted' },
  durableWritten: { dollars: 0.25, per: 1, unit: 'GB of checkpoints written', source: 'Lambda', basis: 'recalled' },
  durableKept: { dollars: 0.15, per: 1, unit: 'GB-month of histories', source: 'Lambda', basis: 'recalled' },
  readUnit: { dollars: 0.125, per: MILLION, unit: 'read request units', source: 'DynamoDB', basis: 'quoted' },
  writeUnit: { dollars: 0.625, per: MILLION, unit: 'write request units', source: 'DynamoDB', basis: 'quoted' },
  tableStored: { dollars: 0.25, per: 1, unit: 'GB-month', source: 'DynamoDB', basis: 'quoted' },
  s3Write: { dollars: 0.005, per: 1_000, unit: 'PUT, COPY, POST and LIST requests', source: 'S3', basis: 'quoted' },
  s3Read: { dollars: 0.0004, per: 1_000, unit: 'GET and all other requests', source: 'S3', basis: 'recalled' },
  s3Stored: { dollars: 0.023, per: 1, unit: 'GB-month', source: 'S3', basis: 'recalled' },
  mail: { dollars: 0.1, per: 1_000, unit: 'mails', source: 'SES', basis: 'quoted' },
  signature: { dollars: 0.15, per: 10_000, unit: 'requests with an ECC key', source: 'KMS', basis: 'quoted' },
  kmsRequest: {
    dollars: 0.03,
    per: 10_000,
    unit: 'requests with a symmetric or HMAC key',
    source: 'KMS',
    basis: 'quoted',
  },
  kmsKey: { dollars: 1, per: 1, unit: 'key-month', source: 'KMS', basis: 'quoted' },
  event: { dollars: 1, per: MILLION, unit: 'events of our own', source: 'EventBridge', basis: 'quoted' },
  scheduled: { dollars: 1, per: MILLION, unit: 'invocations by Scheduler', source: 'EventBridge', basis: 'quoted' },
  apiRequest: { dollars: 1, per: MILLION, unit: 'requests to an HTTP API', source: 'API Gateway', basis: 'recalled' },
  logged: { dollars: 0.5, per: 1, unit: 'GB of logs taken in', source: 'CloudWatch', basis: 'quoted' },
  alarm: { dollars: 0.1, per: 1, unit: 'alarm-month', source: 'CloudWatch', basis: 'recalled' },
  metric: { dollars: 0.3, per: 1, unit: 'metric-month of our own', source: 'CloudWatch', basis: 'recalled' },
  dashboard: { dollars: 3, per: 1, unit: 'dashboard-month', source: 'CloudWatch', basis: 'recalled' },
  transition: { dollars: 0.025, per: 1_000, unit: 'state transitions', source: 'Step Functions', basis: 'quoted' },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;

/** Dollars for so many units. */
export const dollars = (priced: Priced, units: number): number => (PRICES[priced].dollars / PRICES[priced].per) * units;
