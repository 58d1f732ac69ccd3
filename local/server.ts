import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** API Gateway's limit, in bytes; more is read, for the caller to hear the answer, but not kept. */
const MAX_BODY = 10 * 1024 * 1024;
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const STACKS = ['127.0.0.1', '::1'];

export interface HttpRequest {
  readonly method: string;
  /** As it came: not decoded, without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Names in lower case; what came more than once is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when it is over 10 MB. */
  readonly body: Buffer | undefined;
  readonly ip: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: Buffer | string;
}

export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** A request that cannot be done, and why. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Answers with JSON. */
export const json = (status: number, body: unknown, type = 'application/json'): HttpResponse => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

/**
 * Listens on this machine alone, on both stacks, so that `localhost` works however it resolves, and answers to that
 * name alone: a page from elsewhere whose name was made to lead here gets nothing.
 */
export async function startServer(
  port: number,
  handler: HttpHandler,
): Promise<{ port: number; stop(): Promise<void> }> {
  const answer = (request: IncomingMessage, response: ServerResponse) => void respond(handler, request, response);
  const servers: Server[] = [];
  let bound = port;
  for (const host of STACKS) {
    const server = createServer(answer);
    // A connection that is closed while it idles may be closed under a request that is just being sent.
    server.keepAliveTimeout = 0;
    const listening = await listen(server, bound, host);
    if (!listening) continue;
    bound = listening;
    servers.push(server);
  }
  const stop = async () => {
    await Promise.all(servers.map(close));
  };
  return { port: bound, stop };
}

function close(server: Server): Promise<unknown> {
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  return closed;
}

/** The port, or undefined on a machine without that stack. */
function listen(server: Server, port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(undefined);
      else reject(error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function respond(handler: HttpHandler, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const request = await read(incoming);
    const { status, headers = {}, body } = isLocal(request.headers) ? await handler(request) : FORBIDDEN;
    response.writeHead(status, { ...headers }).end(incoming.method === 'HEAD' ? undefined : body);
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ title: 'The local run failed', status: 500, detail: String(error) }));
  }
}

const FORBIDDEN = json(403, { title: 'For this machine alone', status: 403, detail: 'Use http://localhost.' });

const isLocal = (headers: HttpRequest['headers']): boolean => LOCAL_HOST.test(headers.host ?? '');

async function read(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s, 2);
  const headers = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(',') ?? '']);
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: Object.fromEntries(headers),
    body: size > MAX_BODY ? undefined : Buffer.concat(chunks),
    ip: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
}
