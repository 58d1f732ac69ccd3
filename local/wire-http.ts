import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsError, type AwsService, type StreamedService, type WireHead, type WireResponse } from './aws-service.ts';

const LARGEST_BODY = 10 * 1024 * 1024;
const CREDENTIAL = /([^/=, ]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

type Headed = { readonly headers: Readonly<Record<string, unknown>> };

/** Whether a request speaks the protocol that names its operation in a header. */
export const isAwsJson = ({ headers }: Headed) => headers['x-amz-target'] !== undefined;

/** Reads a request as far as its body, and the service that its signature names. */
export function readHead({ method = 'GET', url = '/', headers }: IncomingMessage): {
  head: WireHead;
  signingName: string | undefined;
} {
  // `URL` would take the dots out of a path, which may be all that tells two keys of S3 apart.
  const [path = '', ...rest] = url.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const scope = headers.authorization ?? query.get('X-Amz-Credential') ?? '';
  const [, caller = '', signingName] = CREDENTIAL.exec(scope) ?? [];
  const head = { method, path: decoded(path), target: url, query, headers: headers as Record<string, string>, caller };
  return { head, signingName };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  }
}

/** All of a body. @throws AwsError if it is over 10 MB */
export async function buffered(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BODY) chunks.push(chunk);
  }
  if (bytes > LARGEST_BODY) throw new AwsError('RequestEntityTooLargeException', 413, 'The body is over 10 MB.');
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** The service as one that streams; its refusals are JSON. */
export const streamed = (service: AwsService): StreamedService => ({
  name: service.name,
  signingName: service.signingName,
  operation: (head) => service.operation(head),
  handle: async (operation, { body, ...head }) => service.handle(operation, { ...head, body: await buffered(body) }),
  refusal,
});

/** A refusal in the form of the protocols that speak JSON. */
export function refusal({ code, status, message }: AwsError, request: Headed): WireResponse {
  const body = isAwsJson(request) ? { __type: code, message } : { message };
  return { status, headers: { 'x-amzn-errortype': code }, body };
}

/** Writes an answer. */
export async function write(outgoing: ServerResponse, response: WireResponse): Promise<void> {
  const { status = 200, headers, body = '' } = response;
  const id = { 'x-amzn-requestid': crypto.randomUUID() };
  if (body instanceof Readable) {
    outgoing.writeHead(status, { ...id, ...headers });
    return pipeline(body, outgoing);
  }
  const json = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = json ? Buffer.from(JSON.stringify(body)) : Buffer.from(body as Buffer | string);
  const type = json && { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...id, ...type, 'content-length': bytes.length, ...headers });
  outgoing.end(bytes);
}
