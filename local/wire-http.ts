import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, type WireRequest, type WireResponse } from './aws-service.ts';

const LARGEST_BODY = 10 * 1024 * 1024;
const CREDENTIAL = /([^/=, ]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Whether a request speaks the protocol that names its operation in a header. */
export const isAwsJson = (headers: IncomingMessage['headers'] | WireRequest['headers']) =>
  headers['x-amz-target'] !== undefined;

/** Reads a request, and the service that its signature names. */
export async function read(
  incoming: IncomingMessage,
): Promise<{ request: WireRequest; signingName: string | undefined }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY) throw new AwsError('RequestEntityTooLargeException', 413, 'The body is over 10 MB.');
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'http://wire');
  const scope = incoming.headers.authorization ?? url.searchParams.get('X-Amz-Credential') ?? '';
  const [, caller = '', signingName] = CREDENTIAL.exec(scope) ?? [];
  const request: WireRequest = {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers as Record<string, string>,
    body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
    caller,
  };
  return { request, signingName };
}

/** Writes an answer. */
export function write(outgoing: ServerResponse, { status = 200, headers = {}, body = '' }: WireResponse): void {
  const json = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = json ? Buffer.from(JSON.stringify(body)) : Buffer.from(body as Buffer | string);
  outgoing.writeHead(status, {
    'x-amzn-requestid': crypto.randomUUID(),
    ...(json && { 'content-type': 'application/json' }),
    'content-length': bytes.length,
    ...headers,
  });
  outgoing.end(bytes);
}

/** Writes a refusal in the form of the protocol. */
export function refuse(outgoing: ServerResponse, error: unknown, awsJson: boolean): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (!(error instanceof AwsError)) console.error('A stand-in failed:', error);
  const { code, status, message } =
    error instanceof AwsError ? error : new AwsError('InternalServerError', 500, String(error));
  const body = awsJson ? { __type: code, message } : { message };
  write(outgoing, { status, headers: { 'x-amzn-errortype': code }, body });
}
