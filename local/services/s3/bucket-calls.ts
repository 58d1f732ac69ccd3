import type { LocalBucket } from '../../template.ts';
import type { WireResponse } from '../../wire.ts';
import type { Bucket, Operations, S3Call, Stores } from './calls.ts';
import { S3Error } from './errors.ts';
import { takeDocument } from './incoming.ts';
import { beforeKey } from './listing.ts';
import { lockIn } from './locks.ts';
import { XML, xml } from './xml.ts';
import { readXml, textOf } from './xml-reader.ts';

const NAME = /^(?!xn--|.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Makes a bucket, or refuses one that is there. */
export function addBucket({ buckets, clock }: Stores, bucket: Omit<LocalBucket, 'logicalId'>): Bucket {
  if (buckets.has(bucket.name)) throw new S3Error('BucketAlreadyOwnedByYou');
  const added: Bucket = { ...bucket, ...(bucket.lock && { versioning: 'Enabled' }), created: clock.now() };
  buckets.set(bucket.name, added);
  return added;
}

/** @throws S3Error NoSuchBucket */
export function bucketNamed({ buckets }: Pick<Stores, 'buckets'>, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw new S3Error('NoSuchBucket');
  return bucket;
}

/** ListBuckets, by name. */
export function listBuckets({ buckets }: Stores): WireResponse {
  const all = [...buckets.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  const Bucket = all.map(({ name, created }) => ({ Name: name, CreationDate: new Date(created).toISOString() }));
  return { headers: XML, body: xml('ListAllMyBucketsResult', { Owner: { ID: 'local' }, Buckets: { Bucket } }) };
}

/** CreateBucket. */
export function createBucket(stores: Stores, name: string, headers: S3Call['headers']): WireResponse {
  if (!NAME.test(name)) throw new S3Error('InvalidBucketName');
  const locked = headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true';
  addBucket(stores, { name, lifecycle: [], ...(locked && { lock: {} }) });
  return { headers: { location: `/${name}` } };
}

/** What a bucket is configured with. */
export function bucketCalls({ buckets, versions, uploads }: Stores): Operations {
  return {
    HeadBucket: () => ({ headers: { 'x-amz-bucket-region': 'eu-west-1' } }),
    DeleteBucket({ bucket: { name } }) {
      if (versions.next(name, beforeKey(''))) throw new S3Error('BucketNotEmpty');
      if (uploads.next(name, beforeKey(''))) throw new S3Error('BucketNotEmpty');
      buckets.delete(name);
      return { status: 204 };
    },
    GetBucketVersioning: ({ bucket: { versioning } }) => ({
      headers: XML,
      body: xml('VersioningConfiguration', { Status: versioning }),
    }),
    async PutBucketVersioning(call) {
      const status = textOf(readXml(await takeDocument(call), 'VersioningConfiguration'), 'Status');
      if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
      if (status === 'Suspended' && call.bucket.lock) {
        const message =
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.';
        throw new S3Error('InvalidBucketState', message);
      }
      call.bucket.versioning = status;
      return {};
    },
    GetObjectLockConfiguration({ bucket: { lock } }) {
      if (!lock) throw new S3Error('ObjectLockConfigurationNotFoundError');
      const rule = lock.default && { DefaultRetention: DefaultRetention(lock.default) };
      return { headers: XML, body: xml('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled', Rule: rule }) };
    },
    async PutObjectLockConfiguration(call) {
      const lock = lockIn(await takeDocument(call, true));
      if (call.bucket.versioning !== 'Enabled') {
        throw new S3Error('InvalidBucketState', 'Versioning must be ‘Enabled’ on the bucket to apply an Object Lock');
      }
      call.bucket.lock = lock;
      return {};
    },
  };
}

const DefaultRetention = ({ mode, ...period }: NonNullable<NonNullable<Bucket['lock']>['default']>) => ({
  Mode: mode,
  ...('days' in period ? { Days: period.days } : { Years: period.years }),
});
