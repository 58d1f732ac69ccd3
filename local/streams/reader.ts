import type { DynamoDb } from '../services/dynamodb.ts';
import { AwsError } from '../wire.ts';

/** A change as the engine's stream tells it. */
export interface Change {
  readonly shard: string;
  readonly eventName: string;
  readonly eventID: string;
  readonly dynamodb: {
    readonly Keys: Readonly<Record<string, unknown>>;
    readonly SequenceNumber: string;
    readonly [more: string]: unknown;
  };
}

interface Shard {
  iterator: string | undefined;
  /** The sequence number of what was read last. */
  last?: string;
}

type Shards = { StreamDescription: { Shards: { ShardId: string }[]; LastEvaluatedShardId?: string } };
type Page = { Records: Omit<Change, 'shard'>[]; NextShardIterator?: string };

/** Reads the stream of a table from its beginning: each call gives what is new. */
export function createStreamReader({ call }: Pick<DynamoDb, 'call'>, table: string): () => Promise<Change[]> {
  const shards = new Map<string, Shard>();
  let stream: string | undefined;

  async function arn(): Promise<string> {
    const { Table } = await call<{ Table: { LatestStreamArn: string } }>('DescribeTable', { TableName: table });
    return Table.LatestStreamArn;
  }

  async function iteratorOf(shard: string, last: string | undefined): Promise<string> {
    const from = last
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const input = { StreamArn: stream, ShardId: shard, ...from };
    const { ShardIterator } = await call<{ ShardIterator: string }>('GetShardIterator', input);
    return ShardIterator;
  }

  async function discover(): Promise<void> {
    stream ??= await arn();
    let from: string | undefined;
    do {
      const input = { StreamArn: stream, ...(from && { ExclusiveStartShardId: from }) };
      const { StreamDescription } = await call<Shards>('DescribeStream', input);
      for (const { ShardId } of StreamDescription.Shards) {
        if (!shards.has(ShardId)) shards.set(ShardId, { iterator: await iteratorOf(ShardId, undefined) });
      }
      from = StreamDescription.LastEvaluatedShardId;
    } while (from);
  }

  async function page(id: string, shard: Shard): Promise<Page> {
    try {
      return await call<Page>('GetRecords', { ShardIterator: shard.iterator });
    } catch (error) {
      // An iterator lives for a quarter of an hour.
      if (!(error instanceof AwsError && error.code === 'ExpiredIteratorException')) throw error;
      return call<Page>('GetRecords', { ShardIterator: await iteratorOf(id, shard.last) });
    }
  }

  async function readShard(id: string, shard: Shard): Promise<Change[]> {
    const changes: Change[] = [];
    while (shard.iterator) {
      const { Records, NextShardIterator } = await page(id, shard);
      shard.iterator = NextShardIterator;
      const last = Records.at(-1)?.dynamodb.SequenceNumber;
      if (!last) break;
      shard.last = last;
      changes.push(...Records.map((record) => ({ ...record, shard: id })));
    }
    return changes;
  }

  return async () => {
    if (![...shards.values()].some(({ iterator }) => iterator)) await discover();
    const changes: Change[] = [];
    for (const [id, shard] of shards) changes.push(...(await readShard(id, shard)));
    return changes;
  };
}
