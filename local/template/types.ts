export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Path of the entry from the project's root: `lambdas/confirm-deletion.ts`. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memory: number;
  /** ARN of the function's dead-letter queue. */
  readonly deadLetterQueue?: string;
  /** Both in the template's units: seconds, days. */
  readonly durable?: { readonly executionTimeout: number; readonly retention: number };
}

export interface LocalAlias {
  readonly arn: string;
  readonly name: string;
  readonly functionLogicalId: string;
}

/** How often an asynchronous event is tried again, and for how long (seconds), for one qualifier of a function. */
export interface AsyncConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAge: number;
}

export interface LocalTable {
  readonly logicalId: string;
  readonly name: string;
  /** Input of CreateTable. */
  readonly create: Record<string, unknown>;
  readonly ttlAttribute?: string;
  readonly streamArn?: string;
}

export interface LocalEventSourceMapping {
  readonly logicalId: string;
  readonly functionArn: string;
  /** Name of the table whose stream is read. */
  readonly tableName: string;
  readonly batchSize: number;
  /** How many batches of a shard may be under way at once. */
  readonly parallelizationFactor: number;
  /** Filter patterns, parsed: a record passes when one of them matches; none: all pass. */
  readonly filters: readonly Record<string, unknown>[];
  readonly bisect: boolean;
  readonly reportBatchItemFailures: boolean;
  /** -1: until the record is too old. */
  readonly maximumRetryAttempts: number;
  /** Seconds; -1: as long as the stream keeps it. */
  readonly maximumRecordAge: number;
  /** ARN. */
  readonly onFailure?: string;
}

export interface LocalAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
}

export interface LocalRoute {
  /** `POST /account/deletion`. */
  readonly routeKey: string;
  readonly functionLogicalId: string;
  /** Absent: anyone may call. */
  readonly authorizer?: LocalAuthorizer;
}

export interface LocalCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly allowCredentials: boolean;
}

export interface LocalRule {
  readonly logicalId: string;
  /** Milliseconds between two firings. */
  readonly period: number;
  readonly targetArn: string;
  readonly input?: unknown;
}

export interface LocalQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export interface LocalScheduleGroup {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export type RetentionMode = 'GOVERNANCE' | 'COMPLIANCE';

/** How long what is put into a bucket cannot be removed. */
export type DefaultRetention = { readonly mode: RetentionMode } & (
  | { readonly days: number }
  | { readonly years: number }
);

export interface LocalLifecycleRule {
  /** Of the keys that it is for; empty: for all. */
  readonly prefix: string;
  /** Days from the creation to the end of the current version. */
  readonly expireAfter?: number;
  /** Whether delete markers go that nothing is left under. */
  readonly expireMarkers: boolean;
  /** `days` from when a version was replaced to its end, if `keep` newer ones are there that were replaced too. */
  readonly noncurrent?: { readonly days: number; readonly keep: number };
  /** Days from the start of an upload to its end. */
  readonly abortUploadsAfter?: number;
}

export interface LocalBucket {
  readonly logicalId: string;
  readonly name: string;
  /** Absent: no versions were ever kept. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Absent: what is in it cannot be locked. */
  readonly lock?: { readonly default?: DefaultRetention };
  readonly lifecycle: readonly LocalLifecycleRule[];
}

export interface LocalKey {
  readonly id: string;
  readonly arn: string;
  /** Other kinds of key are none of ours. */
  readonly spec: 'ECC_NIST_P256' | 'HMAC_256' | 'SYMMETRIC_DEFAULT';
  readonly usage: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' | 'ENCRYPT_DECRYPT';
  readonly description: string;
}

export interface LocalEventBus {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export interface LocalEventRule {
  readonly logicalId: string;
  /** The name of its event bus. */
  readonly bus: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly targetArn: string;
}

export interface LocalConfigurationSet {
  readonly name: string;
  /** What is told to the event bus: `BOUNCE`, `COMPLAINT`. */
  readonly events: readonly string[];
}

export interface LocalPage {
  /** The headers of each answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** `file`: its path in the page's folder. */
  cacheControl(file: string): string | undefined;
}
