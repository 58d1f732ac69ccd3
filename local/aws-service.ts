import type { Readable } from 'node:stream';

/** What a call to AWS says before its body comes over the wire. */
export interface WireHead {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** The access key id of who calls: a function's logical id, or whatever a script uses. */
  readonly caller: string;
}

/** A call with all of its body. */
export interface WireRequest extends WireHead {
  readonly body: Buffer;
}

/** A call whose body is taken as it comes; what is not taken is thrown away. */
export interface StreamedRequest extends WireHead {
  readonly body: Readable;
}

export interface WireResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream goes out as it comes, any other object as JSON. */
  readonly body?: Buffer | string | Readable | object;
}

/** One AWS service, stood in for at the wire. */
export interface AwsService {
  /** The end of the SDK client's package name: `scheduler`, `sesv2`. */
  readonly name: string;
  /** The service in the credential scope of a signed request: `scheduler`, `ses`. */
  readonly signingName: string;
  /** The API's name of the operation that this request asks for. */
  operation(request: WireHead): string;
  handle(operation: string, request: WireRequest): Promise<WireResponse>;
}

/** A service whose bodies are too large to be held, or whose refusals have a form of their own. */
export interface StreamedService extends Omit<AwsService, 'handle'> {
  handle(operation: string, request: StreamedRequest): Promise<WireResponse>;
  /** A refusal as the service words it. */
  refusal(error: AwsError, request: WireHead): WireResponse;
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
