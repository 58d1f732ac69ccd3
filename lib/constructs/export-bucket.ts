import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Below this lie the archives of all data exports. */
const FOLDER = 'exports/';

/** Where data exports wait for their owners: for a week, and if nobody removes them then, for a day more. */
export class ExportBucket extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Archives', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [{ expiration: Duration.days(8), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  /** Names the bucket to `reader` and lets it read archives, and thereby sign URLs for them. */
  bindReader(reader: ServiceFunction): void {
    this.name(reader);
    reader.allow(['s3:GetObject'], this.bucket.arnForObjects(`${FOLDER}*`));
  }

  /** Names the bucket to `writer` and lets it put archives there, and remove what it finds of them. */
  bindWriter(writer: ServiceFunction): void {
    writer.allow(['s3:PutObject'], this.bucket.arnForObjects(`${FOLDER}*`));
    this.bindRemover(writer);
  }

  /** Names the bucket to `remover` and lets it list archives and unfinished uploads, and remove them. */
  bindRemover(remover: ServiceFunction): void {
    this.bindLister(remover);
    remover.allow(['s3:DeleteObjectVersion', 's3:AbortMultipartUpload'], this.bucket.arnForObjects(`${FOLDER}*`));
  }

  /** Names the bucket to `lister` and lets it list archives and unfinished uploads. */
  bindLister(lister: ServiceFunction): void {
    this.name(lister);
    lister.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:ListBucketVersions'],
        resources: [this.bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${FOLDER}*` } },
      }),
    );
    // S3 gives this action no prefix to go by.
    lister.allow(['s3:ListBucketMultipartUploads'], this.bucket.bucketArn);
  }

  private name(grantee: ServiceFunction): void {
    grantee.addEnvironment('EXPORT_BUCKET', this.bucket.bucketName);
  }
}
