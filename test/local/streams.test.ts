import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { DAY, fixture, MINUTE, QUEUE, SECOND, startCore, TABLE } from './support.ts';

const mapping = (properties: Record<string, unknown> = {}) => ({
  ...QUEUE,
  ...TABLE,
  ...fixture('consumer'),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      BatchSize: 10,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Queue', 'Arn'] } } },
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT","MODIFY"]}' }] },
      FunctionName: { Ref: 'Fn' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 3600,
      MaximumRetryAttempts: 3,
      ...properties,
    },
  },
});

async function begin(properties?: Record<string, unknown>, seed: number | null = null) {
  const core = await startCore(mapping(properties), seed);
  const put = (...names: string[]) =>
    Promise.all(names.map((pk) => core.db.send(new PutItemCommand({ TableName: 'Table', Item: { pk: { S: pk } } }))));
  const delivered = () =>
    core.functions.logs.filter(({ stream }) => stream === 'stdout').map(({ line }) => JSON.parse(line) as string[]);
  return { ...core, put, delivered };
}

test('delivers what is written at once', async () => {
  const { put, delivered } = await begin();

  await put('one');
  await expect.poll(() => delivered().flat()).toEqual(['one']);
  await put('two', 'three');

  await expect.poll(() => delivered().flat().toSorted()).toEqual(['one', 'three', 'two']);
});

test('delivers before time moves on', async () => {
  const { put, clock, delivered } = await begin();

  await put('one');
  await clock.advance(MINUTE);

  await expect.poll(() => delivered()).toEqual([['one']]);
});

test('keeps back what the filter does not let pass', async () => {
  const { put, db, clock, delivered } = await begin();
  await put('one');
  await clock.advance(0);

  await db.send(new DeleteItemCommand({ TableName: 'Table', Key: { pk: { S: 'one' } } }));
  await put('two');
  await clock.advance(0);

  await expect.poll(() => delivered()).toEqual([['one'], ['two']]);
});

test('tries what was reported as failed again, later and later, then gives a pointer to it away', async () => {
  const { put, clock, delivered, deadLetters } = await begin();
  await put('good');
  await clock.advance(0);
  await put('bad');

  const fired = await clock.advance(DAY);

  const retries = fired.filter(({ what }) => what === 'stream retry').map(({ at }) => Date.parse(at));
  expect(retries.slice(1).map((at, index) => Math.round((at - retries[index]!) / SECOND))).toEqual([2, 4]);
  await expect.poll(() => delivered()).toEqual([['good'], ['bad'], ['bad'], ['bad'], ['bad']]);
  const [letter] = deadLetters.all();
  expect(letter).toMatchObject({
    queue: 'Queue',
    body: {
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 4 },
      DDBStreamBatchInfo: { batchSize: 1, shardId: expect.stringContaining('shard') },
    },
  });
  expect(JSON.stringify(letter)).not.toContain('bad');
});

test('gives up what has become too old, however often it may be tried', async () => {
  const { put, clock, deadLetters } = await begin({ MaximumRetryAttempts: -1 });
  await put('bad');

  await clock.advance(DAY);

  expect(deadLetters.all()).toMatchObject([{ body: { requestContext: { condition: 'RecordAgeExceeded' } } }]);
  expect(deadLetters.all()[0]?.at).toMatch(/^2027-03-01T01:00/);
});

test('halves a batch that fails as a whole, until the record that is to blame stands alone', async () => {
  const { put, clock, delivered, deadLetters, functions } = await begin();
  // While this one is under way, the others gather.
  await put('first');
  await put('a', 'b', 'worse', 'c');

  await clock.advance(DAY);

  expect(deadLetters.all()).toHaveLength(1);
  await expect
    .poll(() =>
      delivered()
        .filter((names) => !names.includes('worse'))
        .flat()
        .toSorted(),
    )
    .toEqual(['a', 'b', 'c', 'first']);
  expect(functions.logs.some(({ stream }) => stream === 'stderr')).toBe(true);
});

test('holds up what stands behind, and nothing in another lane', async () => {
  const { put, clock, delivered } = await begin({ ParallelizationFactor: 10, BisectBatchOnFunctionError: false });
  await put('bad', ...'abcdefghij');
  await clock.advance(0);

  const others = () => new Set(delivered().flat()).size;

  await expect.poll(others).toBeGreaterThan(5);
});

test('delivers a batch twice now and then', async () => {
  const { put, clock, delivered } = await begin({ BatchSize: 1 }, 1);
  for (let item = 0; item < 24; item += 1) await put(`item ${item}`);

  await clock.advance(0);

  await expect.poll(() => new Set(delivered().flat()).size).toBe(24);
  expect(delivered().length).toBeGreaterThan(24);
});
