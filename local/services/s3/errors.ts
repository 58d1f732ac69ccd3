import { randomUUID } from 'node:crypto';
import { AwsError, type WireHead, type WireResponse } from '../../wire.ts';
import { XML, xml } from './xml.ts';

/** S3's errors, with its statuses and words (Amazon S3 API reference, "Error responses"). */
const ERRORS = {
  AccessDenied: [403, 'Access Denied'],
  AuthorizationQueryParametersError: [400, 'The authorization parameters in the query are not valid.'],
  BadDigest: [400, 'The Content-MD5 or checksum value that you specified did not match what the server received.'],
  BucketAlreadyOwnedByYou: [409, 'Your previous request to create the named bucket succeeded and you already own it.'],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty.'],
  ConditionalRequestConflict: [409, 'A conflicting operation occurred during the request to this resource.'],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  IncompleteBody: [400, 'The request body terminated unexpectedly'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  InvalidBucketState: [409, 'The request is not valid with the current state of the bucket.'],
  InvalidPart: [400, 'One or more of the specified parts could not be found, or its entity tag did not match.'],
  InvalidPartOrder: [400, 'The list of parts was not in ascending order. Parts must be ordered by part number.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  InvalidRequest: [400, 'Invalid Request'],
  KeyTooLongError: [400, 'Your key is too long'],
  MalformedXML: [400, 'The XML you provided was not well-formed or did not validate against our published schema'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchObjectLockConfiguration: [404, 'The specified object does not have an ObjectLock configuration'],
  NoSuchUpload: [404, 'The specified upload does not exist. It may have been aborted or completed.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NotImplemented: [501, 'A header or query you provided implies functionality that is not implemented'],
  ObjectLockConfigurationNotFoundError: [404, 'Object Lock configuration does not exist for this bucket'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  SignatureDoesNotMatch: [403, 'The request signature we calculated does not match the signature you provided.'],
  XAmzContentSHA256Mismatch: [400, "The provided 'x-amz-content-sha256' header does not match what was computed."],
} as const;

type S3ErrorCode = keyof typeof ERRORS;

/** A refusal by S3. */
export class S3Error extends AwsError {
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: S3ErrorCode, message: string = ERRORS[code][1], headers: Readonly<Record<string, string>> = {}) {
    super(code, ERRORS[code][0], message);
    this.headers = headers;
  }
}

/** The ids by which S3 knows a request. */
export const requestIds = (): Record<string, string> => ({ 'x-amz-request-id': randomUUID(), 'x-amz-id-2': 'local' });

/** A refusal as S3 writes it: XML, and nothing but the status to a HEAD. */
export function refusal(error: AwsError, { method, path }: WireHead): WireResponse {
  const code = error.code === 'InternalServerError' ? 'InternalError' : error.code;
  const ids = requestIds();
  const headers = { ...XML, ...ids, ...(error instanceof S3Error && error.headers) };
  const { message: Message, status } = error;
  if (method === 'HEAD') return { status, headers };
  const RequestId = ids['x-amz-request-id'];
  return { status, headers, body: xml('Error', { Code: code, Message, Resource: path, RequestId }) };
}
