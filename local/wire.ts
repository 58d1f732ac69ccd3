import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AwsError,
  type AwsService,
  type StreamedRequest,
  type StreamedService,
  type WireResponse,
} from './aws-service.ts';
import { createFaults, type FaultBox, type Faults, failure, internalError } from './faults.ts';
import { isAwsJson, readHead, refusal, streamed, write } from './wire-http.ts';

export {
  AwsError,
  type AwsService,
  type StreamedRequest,
  type StreamedService,
  type WireHead,
  type WireRequest,
  type WireResponse,
} from './aws-service.ts';

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
  serve(service: AwsService | StreamedService): void;
  stop(): Promise<void>;
}

const MOST_CALLS = 10_000;
const SLOWLY = 2_000;

/** Starts the one server that all calls to AWS come to. */
export async function createWire(options: {
  clock: { now(): number };
  services?: readonly (AwsService | StreamedService)[];
}): Promise<Wire> {
  const services = new Map<string, StreamedService>();
  const calls: Call[] = [];
  const faults = createFaults(() => [...services.values()].map(({ name }) => name));
  const serve = (service: AwsService | StreamedService) =>
    void services.set(service.signingName, 'refusal' in service ? service : streamed(service));
  options.services?.forEach(serve);

  function note(call: Call): void {
    calls.push(call);
    if (calls.length > 2 * MOST_CALLS) calls.splice(0, calls.length - MOST_CALLS);
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { head, signingName } = readHead(incoming);
    const service = services.get(signingName ?? '');
    if (!service) throw new AwsError('NotImplemented', 501, missing(signingName));
    try {
      const operation = service.operation(head);
      note({ caller: head.caller, service: service.name, operation, at: options.clock.now() });
      await withFault(faults, service, operation, { ...head, body: incoming }, outgoing);
    } catch (error) {
      await refuse(outgoing, error, (known) => service.refusal(known, head));
    }
  }

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing)
      .catch((error: unknown) => refuse(outgoing, error, (known) => refusal(known, incoming)))
      .finally(() => incoming.resume());
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

async function withFault(
  faults: FaultBox,
  service: StreamedService,
  operation: string,
  request: StreamedRequest,
  outgoing: ServerResponse,
): Promise<void> {
  const fault = faults.take(service.name, operation);
  if (fault === 'error' || fault === 'throttle') throw failure(fault, service.name, isAwsJson(request));
  const response = await service.handle(operation, request);
  if (fault === 'timeout-after-effect') return void outgoing.destroy();
  if (fault === 'slow') await sleep(SLOWLY);
  await write(outgoing, response);
}

/** Writes a refusal, unless an answer has begun or nobody is there to hear it. */
async function refuse(
  outgoing: ServerResponse,
  error: unknown,
  word: (known: AwsError) => WireResponse,
): Promise<void> {
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (!(error instanceof AwsError)) console.error('A stand-in failed:', error);
  await write(outgoing, word(error instanceof AwsError ? error : internalError(String(error))));
}

const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
