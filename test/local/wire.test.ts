import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError, type AwsService, createWire, type StreamedService, type Wire } from '../../local/wire.ts';

let wire: Wire;
let effects: number;

const dynamodb: AwsService = {
  name: 'dynamodb',
  signingName: 'dynamodb',
  operation: ({ headers }) => headers['x-amz-target']!.split('.')[1]!,
  async handle() {
    effects += 1;
    return { body: { TableNames: ['one'] } };
  },
};

const lambda: AwsService = {
  name: 'lambda',
  signingName: 'lambda',
  operation: () => 'Invoke',
  async handle(_operation, { path, query, body }) {
    if (path.includes('unknown')) throw new AwsError('ResourceNotFoundException', 404, 'Function not found');
    return {
      headers: { 'x-amz-executed-version': '1' },
      body: { path, qualifier: query.get('Qualifier'), size: body.length },
    };
  },
};

const config = (caller: string, maxAttempts = 1) => ({
  region: 'eu-west-1',
  endpoint: wire.url,
  maxAttempts,
  credentials: { accessKeyId: caller, secretAccessKey: 'local' },
});
const tables = (maxAttempts?: number) =>
  new DynamoDBClient(config('ConfirmDeletion', maxAttempts)).send(new ListTablesCommand());
const invoke = (FunctionName: string, bytes = 2) =>
  new LambdaClient(config('Sweep')).send(
    new InvokeCommand({ FunctionName, Qualifier: 'live', Payload: Buffer.alloc(bytes, '1') }),
  );

beforeEach(async () => {
  effects = 0;
  wire = await createWire({ clock: { now: () => 42 }, services: [dynamodb] });
  wire.serve(lambda);
});

afterEach(() => wire.stop());

test('hands a call to the service that its signature names', async () => {
  const answer = await invoke('arn:aws:lambda:eu-west-1:000000000000:function:Purge', 9_000_000);

  expect(JSON.parse(answer.Payload!.transformToString())).toEqual({
    path: '/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:Purge/invocations',
    qualifier: 'live',
    size: 9_000_000,
  });
  expect(answer.ExecutedVersion).toBe('1');
});

test('keeps a log of who called what', async () => {
  await tables();
  await invoke('Purge');

  expect(wire.calls.all()).toEqual([
    { caller: 'ConfirmDeletion', service: 'dynamodb', operation: 'ListTables', at: 42 },
    { caller: 'Sweep', service: 'lambda', operation: 'Invoke', at: 42 },
  ]);

  wire.calls.clear();
  expect(wire.calls.all()).toEqual([]);
});

test('tells an error in the form that the client understands', async () => {
  await expect(invoke('unknown')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found',
    $metadata: { httpStatusCode: 404 },
  });
});

test('says so when it knows no such service, or none is named', async () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=me/20260301/eu-west-1/kinesis/aws4_request, SignedHeaders=host';

  const unknown = await fetch(wire.url, { headers: { authorization } });
  const unsigned = await fetch(wire.url);

  expect([unknown.status, await unknown.text()]).toEqual([501, expect.stringContaining('"kinesis\\"')]);
  expect(unsigned.status).toBe(501);
});

test('reads the service of a presigned call from its query', async () => {
  const credential = encodeURIComponent('me/20260301/eu-west-1/lambda/aws4_request');

  const answer = await fetch(`${wire.url}/anything?X-Amz-Credential=${credential}`);

  expect(answer.status).toBe(200);
  expect(wire.calls.all()[0]).toMatchObject({ caller: 'me', service: 'lambda' });
});

test('refuses a body that is too large', async () => {
  await expect(invoke('Purge', 10 * 1024 * 1024 + 1)).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    $metadata: { httpStatusCode: 413 },
  });
});

const STREAMED = 'AWS4-HMAC-SHA256 Credential=me/20260301/eu-west-1/streamed/aws4_request, SignedHeaders=host';

/** A service that sends back what it gets, as it comes, and refuses in its own way. */
const streamed: StreamedService = {
  name: 'streamed',
  signingName: 'streamed',
  operation: () => 'Echo',
  async handle(_operation, { path, target, headers, body }) {
    if (path === '/refused') throw new AwsError('Refused', 418, 'Not this one');
    return { headers: { 'content-length': headers['content-length']!, 'x-path': target }, body };
  },
  refusal: ({ code, status }, { path }) => ({ status, body: `<${code} path="${path}"/>` }),
};
const echo = (path: string, body: Uint8Array<ArrayBuffer>) =>
  fetch(`${wire.url}${path}`, { method: 'POST', headers: { authorization: STREAMED }, body });

test('leaves a body of any size to a service that streams, and its path as it came', async () => {
  wire.serve(streamed);
  const body = Buffer.alloc(24 * 1024 * 1024, 'x');

  const answer = await echo('/a%20b//c?d=e', body);

  expect(answer.headers.get('x-path')).toBe('/a%20b//c?d=e');
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
});

test('has a service that streams word its refusals, faults among them, while the body is still coming', async () => {
  wire.serve(streamed);
  const body = Buffer.alloc(24 * 1024 * 1024);
  wire.faults.add({ service: 'streamed', operation: 'Echo', times: 1, kind: 'throttle' });

  const faulty = await echo('/', body);
  const refused = await echo('/refused', body);

  expect([faulty.status, await faulty.text()]).toEqual([429, '<TooManyRequestsException path="/"/>']);
  expect([refused.status, await refused.text()]).toEqual([418, '<Refused path="/refused"/>']);
});

test('refuses a path that nobody can read', async () => {
  expect((await fetch(`${wire.url}/%ff`, { headers: { authorization: STREAMED } })).status).toBe(400);
});

test.each([
  ['error', 'InternalServerError', 0],
  ['throttle', 'ProvisionedThroughputExceededException', 0],
  ['timeout-after-effect', 'ECONNRESET', 1],
])('injects %s as often as it was asked to', async (kind, code, effect) => {
  wire.faults.add({ service: 'dynamodb', operation: 'ListTables', times: 2, kind });

  await expect(tables()).rejects.toMatchObject(code === 'ECONNRESET' ? { code } : { name: code });
  expect(effects).toBe(effect);
  await expect(tables()).rejects.toThrow();
  expect(await tables()).toMatchObject({ TableNames: ['one'] });
});

test('throttles as the protocol of the service has it', async () => {
  wire.faults.add({ service: 'lambda', operation: 'Invoke', times: 1, kind: 'throttle' });

  await expect(invoke('Purge')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: { httpStatusCode: 429 },
  });
});

test('is got past by the retries of the client when the fault is over', async () => {
  wire.faults.add({ service: 'dynamodb', operation: 'ListTables', times: 2, kind: 'timeout-after-effect' });

  expect(await tables(3)).toMatchObject({ TableNames: ['one'] });
  expect(effects).toBe(3);
});

test('answers slowly, once', async () => {
  wire.faults.add({ service: 'dynamodb', operation: 'ListTables', times: 1, kind: 'slow' });
  const begun = performance.now();

  await tables();

  expect(performance.now() - begun).toBeGreaterThan(1900);
});

test('forgets the faults that are cleared', async () => {
  wire.faults.add({ service: 'dynamodb', operation: 'ListTables', times: 9, kind: 'error' });

  wire.faults.clear();

  expect(await tables()).toMatchObject({ TableNames: ['one'] });
});

const good = { service: 'lambda', operation: 'Invoke', times: 1, kind: 'slow' };
test.each([
  [{ ...good, service: 'ec2' }, '"service"'],
  [{ ...good, operation: 'invoke it' }, '"operation"'],
  [{ ...good, times: 0 }, '"times"'],
  [{ ...good, times: '3' }, '"times"'],
  [{ ...good, kind: 'explode' }, '"kind"'],
  [undefined, '"service"'],
])('refuses a fault that cannot be: %j', (fault, field) => {
  expect(() => wire.faults.add(fault)).toThrow(field);
});
