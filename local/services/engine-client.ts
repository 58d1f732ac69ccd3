import { Agent, request } from 'node:http';
import { AwsError, type WireResponse } from '../wire.ts';

/** Calls to a DynamoDB engine over connections that stay open. */
export interface EngineClient {
  /** Hands a call on as it came. `target`: the value of `X-Amz-Target`. */
  forward(target: string, body: Buffer | string): Promise<WireResponse & { readonly body: Buffer }>;
  /** Throws what the engine refuses as an AwsError. */
  call<T>(operation: string, input: object): Promise<T>;
  /** What is under way, or asked from now on, is never answered. */
  close(): void;
}

const STREAM_OPERATIONS = ['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords'];

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  // Engines look at the form of the signature alone; the same caller and region for all, or they keep tables apart.
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
};

export function createEngineClient(port: number): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  let closed = false;

  const forward: EngineClient['forward'] = (target, body) =>
    new Promise((resolve, fail) => {
      if (closed) return;
      const reject = (error: Error) => closed || fail(error);
      const headers = { ...HEADERS, 'x-amz-target': target, 'content-length': Buffer.byteLength(body) };
      const outgoing = request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/', headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 500,
            headers: { 'content-type': HEADERS['content-type'] },
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  async function call<T>(operation: string, input: object): Promise<T> {
    const api = STREAM_OPERATIONS.includes(operation) ? 'DynamoDBStreams_20120810' : 'DynamoDB_20120810';
    const { status = 200, body } = await forward(`${api}.${operation}`, JSON.stringify(input));
    const answer = JSON.parse(body.toString() || '{}');
    if (status === 200) return answer;
    const code = String(answer.__type).replace(/^.*#/, '');
    throw new AwsError(code, status, answer.message ?? answer.Message ?? code);
  }

  function close(): void {
    closed = true;
    agent.destroy();
  }

  return { forward, call, close };
}
