import type { AwsService, WireRequest, WireResponse } from '../wire.ts';

const XML = { 'content-type': 'application/xml' };

/** Amazon S3 of an owner without a bucket: lists none, and knows none. */
export function createS3(): AwsService {
  return {
    name: 's3',
    signingName: 's3',
    operation: ({ method, path }) => (path === '/' ? 'ListBuckets' : operationOn(method, path)),
    async handle(operation, request) {
      return operation === 'ListBuckets' ? noBuckets() : noSuchBucket(request);
    },
  };
}

const ON_BUCKET: Record<string, string> = { GET: 'ListObjectsV2', PUT: 'CreateBucket', DELETE: 'DeleteBucket' };

function operationOn(method: string, path: string): string {
  const verb = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  return /^\/[^/]+\/./.test(path) ? `${verb}Object` : (ON_BUCKET[method] ?? `${verb}Bucket`);
}

function noBuckets(): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>local</ID></Owner><Buckets/></ListAllMyBucketsResult>`;
  return { headers: XML, body };
}

function noSuchBucket({ method, path }: WireRequest): WireResponse {
  if (method === 'HEAD') return { status: 404 };
  const bucket = (path.split('/')[1] ?? '').replaceAll(/[^\w.-]/g, '');
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>${bucket}</BucketName></Error>`;
  return { status: 404, headers: XML, body };
}
