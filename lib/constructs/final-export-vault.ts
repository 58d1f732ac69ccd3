import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { AnyPrincipal, ArnPrincipal, CompositePrincipal, Effect, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { ServiceFunction } from './service-function.ts';

export type FinalExportVaultProps = Pick<Settings, 'legalPrincipals'>;

/** The tag of the roles that may do something here: those of another stack cannot be named, they come and go. */
const TAG = 'final-exports';
type Part = 'writer' | 'keeper' | 'reader';

/** Where final exports are sealed. Each may do one thing there, and nobody else anything, whatever they are allowed. */
export class FinalExportVault extends Construct {
  readonly bucketName: string;
  /** Who may read; nobody unless the settings name somebody. */
  readonly legalRole: Role | undefined;
  private readonly bucket: Bucket;
  private readonly key: Key;

  constructor(scope: Construct, id: string, { legalPrincipals }: FinalExportVaultProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the final exports of deleted accounts',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = new Bucket(this, 'Archives', {
      versioned: true,
      objectLockEnabled: true,
      // No longer than the 30 days from the deletion: until that moment it is extended, and shortened by nobody.
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(30)),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // A backstop: each is destroyed by name.
      lifecycleRules: [
        {
          expiration: Duration.days(400),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucketName = this.bucket.bucketName;
    const objects = this.bucket.arnForObjects('*');
    this.leaveTo('reader', ['s3:GetObject', 's3:GetObjectVersion'], objects);
    this.leaveTo('writer', ['s3:PutObject'], objects);
    this.leaveTo('keeper', ['s3:PutObjectRetention', 's3:DeleteObjectVersion'], objects);
    // A marker would hide what is there; a bypassed lock would be none.
    this.leaveTo(null, ['s3:DeleteObject', 's3:BypassGovernanceRetention'], objects);
    this.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.legalRole = this.roleFor(legalPrincipals);
  }

  /** Names the vault to `writer` and lets it put archives there, and abort what it could not finish. */
  bindWriter(writer: ServiceFunction): void {
    this.admit(writer, 'writer');
    writer.allow(['s3:PutObject', 's3:AbortMultipartUpload'], this.bucket.arnForObjects('*'));
    writer.allow(['s3:ListBucketMultipartUploads'], this.bucket.bucketArn);
    // What was uploaded in parts is put together by whoever can read them.
    writer.allow(['kms:GenerateDataKey', 'kms:Decrypt'], this.key.keyArn);
  }

  /** Names the vault to `keeper` and lets it lock what is there, and destroy it once no lock is left. */
  bindKeeper(keeper: ServiceFunction): void {
    this.admit(keeper, 'keeper');
    keeper.allow(['s3:ListBucketVersions', 's3:ListBucketMultipartUploads'], this.bucket.bucketArn);
    keeper.allow(
      ['s3:GetObjectRetention', 's3:PutObjectRetention', 's3:DeleteObjectVersion', 's3:AbortMultipartUpload'],
      this.bucket.arnForObjects('*'),
    );
  }

  private admit(grantee: ServiceFunction, part: Part): void {
    grantee.addEnvironment('FINAL_EXPORT_BUCKET', this.bucket.bucketName);
    Tags.of(grantee.role!).add(TAG, part);
  }

  private roleFor(legalPrincipals: readonly string[]): Role | undefined {
    if (legalPrincipals.length === 0) return undefined;
    const role = new Role(this, 'LegalRole', {
      description: 'Reads the final exports of deleted accounts',
      assumedBy: new CompositePrincipal(...legalPrincipals.map((arn) => new ArnPrincipal(arn))),
      maxSessionDuration: Duration.hours(1),
    });
    Tags.of(role).add(TAG, 'reader' satisfies Part);
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [this.bucket.arnForObjects('*')] }));
    role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.key.keyArn] }));
    return role;
  }

  /** Refuses it to all but those who have the part; to everybody where it is nobody's. */
  private leaveTo(part: Part | null, actions: string[], resource: string): void {
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [resource],
        ...(part && { conditions: { StringNotEquals: { [`aws:PrincipalTag/${TAG}`]: part } } }),
      }),
    );
  }
}
