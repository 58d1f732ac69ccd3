import type { StreamedRequest, WireHead } from '../../wire.ts';
import { buffered } from '../../wire-http.ts';
import type { Bodies, Piece } from './bodies.ts';
import { type Checksum, isChecked, startChecks } from './checksums.ts';
import { dechunked } from './chunked.ts';
import { S3Error } from './errors.ts';

interface Taken {
  readonly piece: Piece;
  readonly md5: Buffer;
  readonly checksum?: Checksum;
}

const isChunked = ({ headers }: Pick<WireHead, 'headers'>): boolean =>
  (headers['content-encoding'] ?? '').includes('aws-chunked') ||
  (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');

/** Keeps the body of a request, decoded, once it is what the request says that it is. */
export async function takeBody(request: StreamedRequest, bodies: Bodies): Promise<Taken> {
  const trailers = new Map<string, string>();
  const checks = startChecks(request);
  // What is refused half-way is answered, not cut off.
  const raw: AsyncIterable<Buffer> = request.body.iterator({ destroyOnReturn: false });
  const piece = await bodies.take(isChunked(request) ? dechunked(raw, trailers) : raw, checks.update);
  try {
    const expected = request.headers['x-amz-decoded-content-length'];
    if (expected !== undefined && Number(expected) !== piece.size) throw new S3Error('IncompleteBody');
    return { piece, ...checks.done(trailers) };
  } catch (error) {
    bodies.drop([piece]);
    throw error;
  }
}

/** A document that was sent. `mustBeChecked`: whether S3 refuses it without a checksum. */
export async function takeDocument(request: StreamedRequest, mustBeChecked = false): Promise<Buffer> {
  if (mustBeChecked && !isChecked(request)) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const body = await buffered(request.body);
  const checks = startChecks(request);
  checks.update(body);
  checks.done(new Map());
  return body;
}

const KEPT = /^(content-(type|disposition|language)|cache-control|expires|x-amz-(meta-.+|storage-class))$/;
const ENCRYPTION = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'];
/** What changes what is stored, or who may have it, in a way that is not stood in for. */
const REFUSED = [
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-object-lock-legal-hold',
  'x-amz-write-offset-bytes',
];

/** The headers of an object that come back with it. @throws S3Error for one that cannot be kept as it is meant */
export function keptHeaders({ headers }: Pick<WireHead, 'headers'>): Record<string, string> {
  const refused = REFUSED.find((name) => headers[name] !== undefined);
  if (refused) throw new S3Error('NotImplemented', `The local run does not stand in for ${refused}.`);
  const kept = Object.entries(headers).filter(([name]) => KEPT.test(name) || ENCRYPTION.includes(name));
  const encoding = (headers['content-encoding'] ?? '').replace(/\baws-chunked\b,?\s*/, '').replace(/,\s*$/, '');
  return {
    'content-type': 'binary/octet-stream',
    'x-amz-server-side-encryption': 'AES256',
    ...Object.fromEntries(kept),
    ...(encoding && { 'content-encoding': encoding }),
  };
}

/** What is told of how an object is encrypted. */
export const encryptionIn = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(ENCRYPTION.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
