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
