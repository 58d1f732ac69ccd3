import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { ServiceFunction } from './service-function.ts';

export type LedgerProps = Pick<Settings, 'ledgerYears'>;

/** What was confirmed, cancelled, claimed and purged: written once, and not to be removed by anybody for years. */
export class Ledger extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { ledgerYears }: LedgerProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Entries', {
      versioned: true,
      objectLockEnabled: true,
      // Compliance: not even the account's root user shortens it.
      objectLockDefaultRetention: ObjectLockRetention.compliance(Duration.days(ledgerYears * 365)),
      // Not a key of KMS: whoever deletes that would take with it what nobody can delete.
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.deny(['s3:PutObject'], `${this.bucket.bucketArn}/*`, { Null: { 's3:if-none-match': 'true' } });
    // A lock keeps versions; a delete marker would hide them all the same.
    this.deny(['s3:DeleteObject', 's3:DeleteObjectVersion'], `${this.bucket.bucketArn}/*`);
    this.deny(['s3:PutLifecycleConfiguration'], this.bucket.bucketArn);
    this.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** Names the ledger to `writer` and lets it add entries below a top folder, `deletions` or `receipts`. */
  grantAdd(writer: ServiceFunction, folder: string): void {
    this.name(writer);
    writer.allow(['s3:PutObject'], this.bucket.arnForObjects(`${folder}/*`));
  }

  /** Names the ledger to `reader` and lets it read the entries below a top folder. */
  grantRead(reader: ServiceFunction, folder: string): void {
    this.name(reader);
    reader.allow(['s3:GetObject'], this.bucket.arnForObjects(`${folder}/*`));
    // Of the whole bucket: who may not list it is told "forbidden" of what is not there.
    reader.allow(['s3:ListBucket'], this.bucket.bucketArn);
  }

  private name(grantee: ServiceFunction): void {
    grantee.addEnvironment('LEDGER_BUCKET', this.bucket.bucketName);
  }

  /** Refuses it to everybody, whatever else they are allowed. */
  private deny(actions: string[], resource: string, conditions?: Record<string, unknown>): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [resource],
        ...(conditions && { conditions }),
      }),
    );
  }
}
