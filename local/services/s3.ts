import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LocalClock } from '../clock.ts';
import type { LocalBucket } from '../template.ts';
import type { StreamedRequest, StreamedService, WireResponse } from '../wire.ts';
import { createBodies } from './s3/bodies.ts';
import { addBucket, bucketCalls, bucketNamed, createBucket, listBuckets } from './s3/bucket-calls.ts';
import { operationOf, placeOf, type Stores } from './s3/calls.ts';
import { refusal, requestIds } from './s3/errors.ts';
import { startLifecycle } from './s3/lifecycle.ts';
import { listCalls } from './s3/list-calls.ts';
import { beforeKey, toTheSecond } from './s3/listing.ts';
import { defaultRetention } from './s3/locks.ts';
import { objectCalls } from './s3/object-calls.ts';
import { checkPresigned, type SecretOf } from './s3/presigned.ts';
import { uploadCalls } from './s3/upload-calls.ts';
import { createUploads } from './s3/uploads.ts';
import { createVersions, type Place } from './s3/versions.ts';
import { addObject } from './s3/writing.ts';

/** A version of an object, or a marker that says that it is gone. */
export interface StoredVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  /** Bytes. */
  readonly size: number;
  /** Local time to the second, ISO 8601. */
  readonly lastModified: string;
}

export interface S3 {
  readonly service: StreamedService;
  /** Makes a bucket as another stack would; a locked one keeps versions, and each of them by itself if told so. */
  createBucket(name: string, options?: { readonly versioned?: boolean; readonly lock?: LocalBucket['lock'] }): void;
  /** Puts an object past the wire. @default contentType `application/octet-stream` */
  put(bucket: string, key: string, body: Buffer | string, contentType?: string): Promise<void>;
  /** Every version and marker, past the wire, in the order in which S3 lists them. */
  objects(bucket: string): StoredVersion[];
  /** Every upload that is not finished, past the wire. */
  uploads(bucket: string): { readonly key: string; readonly uploadId: string }[];
  stop(): void;
}

export interface S3Options {
  readonly clock: Pick<LocalClock, 'now' | 'every'>;
  readonly buckets?: readonly LocalBucket[];
  /** What presigned URLs are checked with. @default of no access key it is known */
  readonly secretOf?: SecretOf;
}

/**
 * Amazon S3: versions, Object Lock, uploads in parts, presigned URLs and lifecycles, kept in a temporary folder. Who may
 * do what is not its business.
 */
export function createS3({ clock, buckets = [], secretOf = () => undefined }: S3Options): S3 {
  const folder = mkdtempSync(join(tmpdir(), 'account-deletion-s3-'));
  const db = new DatabaseSync(join(folder, 'index.sqlite'));
  // It is thrown away at the end: nothing need be safe from a crash.
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  const [versions, uploads, bodies] = [createVersions(db), createUploads(db), createBodies(db, folder)];
  const stores: Stores = { clock, buckets: new Map(), versions, uploads, bodies };
  const calls = { ...bucketCalls(stores), ...objectCalls(stores), ...uploadCalls(stores), ...listCalls(stores) };

  const add: typeof addBucket = (...args) => {
    const bucket = addBucket(...args);
    startLifecycle(clock, stores, bucket);
    return bucket;
  };
  for (const bucket of buckets) add(stores, bucket);

  async function answer(operation: string, request: StreamedRequest): Promise<WireResponse> {
    checkPresigned(request, clock.now(), secretOf);
    const { name, key } = placeOf(request.path);
    if (operation === 'ListBuckets') return listBuckets(stores);
    if (operation === 'CreateBucket') return createBucket(stores, name, request.headers);
    return calls[operation]!({ ...request, bucket: bucketNamed(stores, name), key });
  }

  const service: StreamedService = {
    name: 's3',
    signingName: 's3',
    operation: operationOf,
    async handle(operation, request) {
      const response = await answer(operation, request);
      return { ...response, headers: { ...requestIds(), ...response.headers } };
    },
    refusal,
  };

  async function put(name: string, key: string, body: Buffer | string, type = 'application/octet-stream') {
    const bucket = bucketNamed(stores, name);
    const content = Buffer.from(body as Buffer);
    const piece = await bodies.take(once(content), () => {});
    const etag = createHash('md5').update(content).digest('hex');
    const retention = defaultRetention(bucket.lock, clock.now());
    const headers = { 'content-type': type };
    const written = { key, modified: clock.now(), pieces: [piece], size: piece.size, etag, headers };
    addObject(stores, bucket, { ...written, ...(retention && { retention }) });
  }

  return {
    service,
    createBucket: (name, { versioned, lock } = {}) =>
      void add(stores, { name, lifecycle: [], ...(lock && { lock }), ...(versioned && { versioning: 'Enabled' }) }),
    put,
    objects: (bucket) =>
      collect((after) => versions.next(bucket, after)).map(({ key, id, latest, marker, size, modified }) => ({
        key,
        versionId: id,
        isLatest: latest,
        isDeleteMarker: marker,
        size,
        lastModified: toTheSecond(modified),
      })),
    uploads: (bucket) => collect((after) => uploads.next(bucket, after)).map(({ key, id }) => ({ key, uploadId: id })),
    stop() {
      if (db.isOpen) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function* once(content: Buffer) {
  yield content;
}

function collect<T extends Place>(next: (after: Place) => T | undefined): T[] {
  const found: T[] = [];
  for (let each = next(beforeKey('')); each; each = next(each)) found.push(each);
  return found;
}
