import type { LocalBucket } from '../../template.ts';
import type { StreamedRequest, WireHead, WireResponse } from '../../wire.ts';
import type { Bodies } from './bodies.ts';
import { S3Error } from './errors.ts';
import type { Uploads } from './uploads.ts';
import type { Versions } from './versions.ts';

/** A bucket; what can be configured of it changes in place. */
export type Bucket = { -readonly [K in keyof Omit<LocalBucket, 'logicalId'>]: LocalBucket[K] } & {
  /** Local milliseconds. */
  readonly created: number;
};

/** All that a stand-in for S3 keeps. */
export interface Stores {
  readonly clock: { now(): number };
  readonly buckets: Map<string, Bucket>;
  readonly versions: Versions;
  readonly uploads: Uploads;
  readonly bodies: Bodies;
}

/** A call with the bucket and the key that its path names. */
export interface S3Call extends StreamedRequest {
  readonly bucket: Bucket;
  /** Empty where the bucket itself is meant. */
  readonly key: string;
}

/** How operations are answered, by their names. */
export type Operations = Readonly<Record<string, (call: S3Call) => WireResponse | Promise<WireResponse>>>;

/** What a part of the query makes of a method: nothing is taken for the plain operation that it is not. */
const SUBRESOURCES = [
  ...['uploadId', 'uploads', 'versions', 'versioning', 'object-lock', 'retention', 'delete', 'list-type'],
  ...['accelerate', 'acl', 'analytics', 'append', 'attributes', 'cors', 'encryption', 'intelligent-tiering'],
  ...['inventory', 'legal-hold', 'lifecycle', 'location', 'logging', 'metrics', 'notification', 'ownershipControls'],
  ...['partNumber', 'policy', 'policyStatus', 'publicAccessBlock', 'renameObject', 'replication', 'requestPayment'],
  ...['restore', 'select', 'session', 'tagging', 'torrent', 'website'],
];

const ON_BUCKET: Readonly<Record<string, string>> = {
  'HEAD ': 'HeadBucket',
  'PUT ': 'CreateBucket',
  'DELETE ': 'DeleteBucket',
  'GET list-type': 'ListObjectsV2',
  'GET versions': 'ListObjectVersions',
  'GET uploads': 'ListMultipartUploads',
  'GET versioning': 'GetBucketVersioning',
  'PUT versioning': 'PutBucketVersioning',
  'GET object-lock': 'GetObjectLockConfiguration',
  'PUT object-lock': 'PutObjectLockConfiguration',
  'POST delete': 'DeleteObjects',
};

const ON_OBJECT: Readonly<Record<string, string>> = {
  'GET ': 'GetObject',
  'HEAD ': 'HeadObject',
  'PUT ': 'PutObject',
  'DELETE ': 'DeleteObject',
  'GET retention': 'GetObjectRetention',
  'PUT retention': 'PutObjectRetention',
  'POST uploads': 'CreateMultipartUpload',
  'PUT uploadId': 'UploadPart',
  'GET uploadId': 'ListParts',
  'POST uploadId': 'CompleteMultipartUpload',
  'DELETE uploadId': 'AbortMultipartUpload',
};

/** The bucket and the key of a path (the address is an IP's, hence clients put the bucket into the path). */
export function placeOf(path: string): { readonly name: string; readonly key: string } {
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { name, key };
}

/** The API's name of the operation. @throws S3Error for one that is not stood in for */
export function operationOf({ method, path, query, headers }: WireHead): string {
  const { name, key } = placeOf(path);
  if (!name) return method === 'GET' ? 'ListBuckets' : refused(method);
  const subresource = SUBRESOURCES.find((each) => query.has(each)) ?? '';
  const operation = (key ? ON_OBJECT : ON_BUCKET)[`${method} ${subresource}`];
  if (!operation || headers['x-amz-copy-source'] !== undefined) return refused(`${method} ?${subresource}`);
  return operation;
}

function refused(what: string): never {
  throw new S3Error('NotImplemented', `The local run does not stand in for this call of S3 (${what.trim()}).`);
}
