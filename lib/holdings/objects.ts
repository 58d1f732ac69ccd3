import type { ObjectsSpec } from '../../lambdas/holdings/spec.ts';
import { CANARY, type Holding, holding, type Permission } from './holding.ts';

export interface ObjectsProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Where the account's files lie, with `{accountId}/` for its id: `recordings/{accountId}/`. */
  readonly prefix: string;
  /** ARN of the KMS key that the files are encrypted with. @default - none of the product's own */
  readonly encryptionKey?: string;
}

/** Files below a prefix of a bucket, with all their versions, delete markers and unfinished uploads. */
export function objects(name: string, { bucket, prefix, encryptionKey }: ObjectsProps): Holding {
  const spec: ObjectsSpec = { kind: 'objects', name, outcome: 'erase', bucket, prefix };
  const anyAccount = prefix.replace('{accountId}', '*');
  const ofCanaries = prefix.replace('{accountId}', `${CANARY}*`);
  const at = { service: 's3', region: '', account: '' };
  const onBucket = (action: string): Permission => ({ actions: [action], resource: { ...at, resource: bucket } });
  const list = (action: string): Permission => ({
    ...onBucket(action),
    conditions: { StringLike: { 's3:prefix': anyAccount } },
  });
  // Which uploads there are cannot be limited to a prefix: S3 gives that action no such key to go by.
  const all = [list('s3:ListBucketVersions'), onBucket('s3:ListBucketMultipartUploads')];
  return holding(spec, {
    count: [list('s3:ListBucket')],
    export: [
      list('s3:ListBucket'),
      { actions: ['s3:GetObject'], resource: { ...at, resource: bucket, resourceName: `${anyAccount}*` } },
      ...(encryptionKey ? [{ actions: ['kms:Decrypt'], resource: encryptionKey }] : []),
    ],
    verify: all,
    plant: [
      { actions: ['s3:PutObject'], resource: { ...at, resource: bucket, resourceName: `${ofCanaries}*` } },
      ...(encryptionKey ? [{ actions: ['kms:GenerateDataKey'], resource: encryptionKey }] : []),
    ],
    erase: [
      ...all,
      {
        // A version is always named, `null` among them, so that `s3:DeleteObject`, which leaves markers, is not needed.
        actions: ['s3:DeleteObjectVersion', 's3:AbortMultipartUpload'],
        resource: { ...at, resource: bucket, resourceName: `${anyAccount}*` },
      },
    ],
  });
}
