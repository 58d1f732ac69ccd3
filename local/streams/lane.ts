import type { LocalClock } from '../clock.ts';
import type { LocalEventSourceMapping } from '../template.ts';

/** One change as Lambda hands it to a function. */
export interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: object };
}

export interface Arrival {
  readonly record: StreamRecord;
  readonly shard: string;
  /** Local milliseconds. */
  readonly at: number;
}

/** How a delivery went: `failed` is the first that has to come again. */
export type Delivery = { readonly failed?: number; readonly wholly?: boolean };

export interface LaneOptions {
  readonly clock: LocalClock;
  readonly mapping: LocalEventSourceMapping;
  readonly name: string;
  deliver(batch: readonly Arrival[]): Promise<Delivery>;
  /** Takes what is given up. */
  giveUp(batch: readonly Arrival[], condition: string, attempts: number): void;
}

interface Batch {
  arrivals: Arrival[];
  attempts: number;
}

/** DynamoDB Streams keep a record for a day. */
const KEPT = 24 * 60 * 60;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** Delivers in order, batch by batch: what fails is tried again, by the local clock, before anything behind it. */
export function createLane({ clock, mapping, name, deliver, giveUp }: LaneOptions): { add(arrival: Arrival): void } {
  const { batchSize, bisect, maximumRetryAttempts, maximumRecordAge } = mapping;
  const longest = Math.min(KEPT, maximumRecordAge < 0 ? KEPT : maximumRecordAge) * 1000;
  const batches: Batch[] = [];
  let busy = false;

  function dropOld(batch: Batch): void {
    const old = batch.arrivals.filter(({ at }) => clock.now() - at > longest);
    if (old.length > 0) giveUp(old, 'RecordAgeExceeded', batch.attempts);
    batch.arrivals = batch.arrivals.filter((arrival) => !old.includes(arrival));
  }

  /** Puts in the first batch's place what has to come again; says whether to pause before. */
  function afterFailure(batch: Batch, { failed = 0, wholly = false }: Delivery): boolean {
    const rest = batch.arrivals.slice(failed);
    const attempts = batch.attempts + 1;
    batches.shift();
    if (wholly && bisect && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      // Splitting a batch does not count as an attempt.
      batches.unshift({ ...batch, arrivals: rest.slice(0, middle) }, { ...batch, arrivals: rest.slice(middle) });
    } else if (maximumRetryAttempts >= 0 && attempts > maximumRetryAttempts) {
      giveUp(rest, 'RetryAttemptsExhausted', attempts);
      return false;
    } else {
      batches.unshift({ arrivals: rest, attempts });
    }
    return true;
  }

  async function run(): Promise<void> {
    for (let batch = batches[0]; batch; batch = batches[0]) {
      dropOld(batch);
      if (batch.arrivals.length === 0) {
        batches.shift();
        continue;
      }
      const delivery = await deliver(batch.arrivals);
      if (delivery.failed === undefined) {
        batches.shift();
      } else if (afterFailure(batch, delivery)) {
        const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(batch.attempts, 10));
        clock.at(clock.now() + pause, 'stream retry', name, run);
        return;
      }
    }
    busy = false;
  }

  function start(): void {
    if (busy) return;
    busy = true;
    clock.track(Promise.resolve().then(run));
  }

  return {
    add(arrival) {
      const last = batches.at(-1);
      const underWay = busy && batches.length === 1;
      if (last && !underWay && last.attempts === 0 && last.arrivals.length < batchSize) last.arrivals.push(arrival);
      else batches.push({ arrivals: [arrival], attempts: 0 });
      start();
    },
  };
}
