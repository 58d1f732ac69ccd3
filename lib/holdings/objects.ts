import type { ObjectsSpec } from '../../lambdas/holdings/spec.ts';
import { type Holding, holding, type Permission } from './holding.ts';

export interface ObjectsProps {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Where the account's files lie, with `{accountId}/` for its id: `recordings/{accountId}/`. */
  readonly prefix: string;
}

/** Files below a prefix of a bucket, with all their versions, delete markers and unfinished uploads. */
export function objects(name: string, { bucket, prefix }: ObjectsProps): Holding {
  const spec: ObjectsSpec = { kind: 'objects', name, outcome: 'erase', bucket, prefix };
  const anyAccount = prefix.replace('{accountId}', '*');
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
    export: [list('s3:ListBucket')],
    verify: all,
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
