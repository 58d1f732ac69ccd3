import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaults, type FaultBox, type Faults, throttling } from './faults.ts';

/** A call to AWS as it comes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The access key id of who calls: a function's logical id, or whatever a script uses. */
  readonly caller: string;
}

export interface WireResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects go out as JSON. */
  readonly body?: Buffer | string | object;
}

/** One AWS service, stood in for at the wire. */
export interface AwsService {
  /** The end of the SDK client's package name: `scheduler`, `sesv2`. */
  readonly name: string;
  /** The service in the credential scope of a signed request: `scheduler`, `ses`. */
  readonly signingName: string;
  /** The API's name of the operation that this request asks for. */
  operation(request: WireRequest): string;
  handle(operation: string, request: WireRequest): Promise<WireResponse>;
}

/** A refusal in the service's own words; the dispatcher writes it in the protocol's form. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface Call {
  readonly caller: string;
  /** The service's `name`. */
  readonly service: string;
  readonly operation: string;
  /** Local milliseconds. */
  readonly at: number;
}

export interface CallLog {
  /** Oldest first; the oldest are dropped beyond 10,000. */
  all(): readonly Call[];
  clear(): void;
}

export interface Wire {
  /** For `AWS_ENDPOINT_URL`. */
  readonly url: string;
  readonly calls: CallLog;
  readonly faults: Faults;
  /** Adds a service, also after the start. */
  serve(service: AwsService): void;
  stop(): Promise<void>;
}

const MOST_CALLS = 10_000;
const LARGEST_BODY = 10 * 1024 * 1024;
const SLOWLY = 2_000;
const CREDENTIAL = /([^/=, ]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Starts the one server that all calls to AWS come to. */
export async function createWire(options: {
  clock: { now(): number };
  services?: readonly AwsService[];
}): Promise<Wire> {
  const services = new Map<string, AwsService>();
  const calls: Call[] = [];
  const faults = createFaults(() => [...services.values()].map(({ name }) => name));
  const serve = (service: AwsService) => void services.set(service.signingName, service);
  options.services?.forEach(serve);

  function note(call: Call): void {
    calls.push(call);
    if (calls.length > 2 * MOST_CALLS) calls.splice(0, calls.length - MOST_CALLS);
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { request, signingName } = await read(incoming);
    const service = services.get(signingName ?? '');
    if (!service) throw new AwsError('NotImplemented', 501, missing(signingName));
    const operation = service.operation(request);
    note({ caller: request.caller, service: service.name, operation, at: options.clock.now() });
    await withFault(faults, service, operation, request, outgoing);
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => refuse(outgoing, error, isAwsJson(incoming)));
  });
  // A connection that is closed while it idles may be closed under a request that is just being sent.
  server.keepAliveTimeout = 0;
  await listen(server);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: { all: () => calls.slice(-MOST_CALLS), clear: () => void calls.splice(0) },
    faults,
    serve,
    stop: () => close(server),
  };
}

const missing = (signingName: string | undefined) =>
  signingName
    ? `The local run has no stand-in for the service that signs as "${signingName}".`
    : 'The request is not signed, so that nobody can say which service it is for.';

const isAwsJson = (incoming: IncomingMessage) => incoming.headers['x-amz-target'] !== undefined;

async function read(incoming: IncomingMessage): Promise<{ request: WireRequest; signingName: string | undefined }> {
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

async function withFault(
  faults: FaultBox,
  service: AwsService,
  operation: string,
  request: WireRequest,
  outgoing: ServerResponse,
): Promise<void> {
  const fault = faults.take(service.name, operation);
  if (fault === 'error') throw new AwsError('InternalServerError', 500, 'The service has failed.');
  if (fault === 'throttle') {
    const [code, status] = throttling(service.name, request.headers['x-amz-target'] !== undefined);
    throw new AwsError(code, status, 'Rate exceeded');
  }
  const response = await service.handle(operation, request);
  if (fault === 'timeout-after-effect') return void outgoing.destroy();
  if (fault === 'slow') await sleep(SLOWLY);
  write(outgoing, response);
}

function write(outgoing: ServerResponse, { status = 200, headers = {}, body = '' }: WireResponse): void {
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

function refuse(outgoing: ServerResponse, error: unknown, awsJson: boolean): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (!(error instanceof AwsError)) console.error('A stand-in failed:', error);
  const { code, status, message } =
    error instanceof AwsError ? error : new AwsError('InternalServerError', 500, String(error));
  const body = awsJson ? { __type: code, message } : { message };
  write(outgoing, { status, headers: { 'x-amzn-errortype': code }, body });
}

const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
