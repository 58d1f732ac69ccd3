import type { Chance } from '../chance.ts';
import type { LocalClock } from '../clock.ts';
import type { DeadLetters } from '../dead-letters.ts';
import type { Functions } from '../functions/functions.ts';
import type { LocalEventSourceMapping, Target } from '../template.ts';
import { matches } from './filter.ts';
import { type Arrival, createLane, type Delivery, type StreamRecord } from './lane.ts';

export interface MappingOptions {
  readonly clock: LocalClock;
  readonly mapping: LocalEventSourceMapping;
  readonly target: Target;
  readonly functions: Functions;
  readonly deadLetters: DeadLetters;
  readonly chance: Chance;
  readonly streamArn: string;
}

/** One delivery in so many comes twice. */
const TWICE = 8;

/** Hands the changes of one table to one function. */
export function createMapping(options: MappingOptions): (arrival: Arrival) => void {
  const { clock, mapping, target, functions, deadLetters, chance, streamArn } = options;
  const { logicalId, name } = target.function;

  const invoke = (batch: readonly Arrival[]) =>
    functions.invoke(logicalId, { Records: batch.map(({ record }) => record) }, { qualifier: target.qualifier });

  async function deliver(batch: readonly Arrival[]): Promise<Delivery> {
    if (chance(TWICE)) await invoke(batch);
    const outcome = await invoke(batch);
    if ('error' in outcome) return { failed: 0, wholly: true };
    return mapping.reportBatchItemFailures ? readReport(batch, outcome.payload) : {};
  }

  function giveUp(batch: readonly Arrival[], condition: string, attempts: number): void {
    if (!mapping.onFailure) return;
    const [first, last] = [batch[0]!, batch.at(-1)!];
    deadLetters.send(mapping.onFailure, {
      requestContext: {
        requestId: crypto.randomUUID(),
        functionArn: mapping.functionArn,
        condition,
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: first.shard,
        startSequenceNumber: first.record.dynamodb.SequenceNumber,
        endSequenceNumber: last.record.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: new Date(first.at).toISOString(),
        approximateArrivalOfLastRecord: new Date(last.at).toISOString(),
        batchSize: batch.length,
        streamArn,
      },
    });
  }

  const lanes = Array.from({ length: mapping.parallelizationFactor }, () =>
    createLane({ clock, mapping, name, deliver, giveUp }),
  );

  return (arrival) => {
    const passes = mapping.filters.length === 0 || mapping.filters.some((filter) => matches(arrival.record, filter));
    if (passes) lanes[laneOf(arrival.record, lanes.length)]!.add(arrival);
  };
}

/** The same item always takes the same lane: its changes stay in order, and no others do. */
function laneOf({ dynamodb }: StreamRecord, lanes: number): number {
  let hash = 0;
  for (const character of JSON.stringify(dynamodb.Keys)) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % lanes;
}

type BatchReport = { batchItemFailures?: { itemIdentifier?: string }[] } | null;

function readReport(batch: readonly Arrival[], payload: unknown): Delivery {
  const failures = (payload as BatchReport)?.batchItemFailures ?? [];
  if (failures.length === 0) return {};
  const places = failures.map(({ itemIdentifier }) =>
    batch.findIndex(({ record }) => record.dynamodb.SequenceNumber === itemIdentifier),
  );
  const first = Math.min(...places);
  return first < 0 ? { failed: 0, wholly: true } : { failed: first };
}
