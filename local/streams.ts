import { createChance } from './chance.ts';
import type { LocalClock } from './clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { Functions } from './functions/functions.ts';
import type { DynamoDb } from './services/dynamodb.ts';
import type { Arrival } from './streams/lane.ts';
import { createMapping } from './streams/mapping.ts';
import { type Change, createStreamReader } from './streams/reader.ts';
import type { LocalTable, LocalTemplate } from './template.ts';

export interface StreamsOptions {
  readonly clock: LocalClock;
  readonly template: LocalTemplate;
  readonly dynamodb: DynamoDb;
  readonly functions: Functions;
  readonly deadLetters: DeadLetters;
  /** Seed of the deliveries that come twice; `null`: none does. @default 1 */
  readonly seed?: number | null;
  /** @default eu-west-1 */
  readonly region?: string;
}

/** Delivers the tables' streams to the functions that the template maps them to, as soon as something is written. */
export function startStreams(options: StreamsOptions): void {
  const { clock, template, dynamodb, seed = 1, region = 'eu-west-1' } = options;
  const chance = createChance(seed);
  const pumps = template.tables.filter(({ streamArn }) => streamArn).map(pumpOf);
  let written = false;
  let pumping = false;

  function pumpOf(table: LocalTable): () => Promise<void> {
    const read = createStreamReader(dynamodb, table.name);
    const streamArn = table.streamArn!;
    const deliver = template.eventSourceMappings
      .filter(({ tableName }) => tableName === table.name)
      .map((mapping) =>
        createMapping({ ...options, mapping, target: template.target(mapping.functionArn)!, chance, streamArn }),
      );
    return async () => {
      for (const change of await read()) {
        const arrival = arrivalOf(change, { at: clock.now(), region, streamArn });
        for (const one of deliver) one(arrival);
      }
    };
  }

  async function pump(): Promise<void> {
    pumping = true;
    try {
      while (written) {
        written = false;
        await Promise.all(pumps.map((one) => one()));
      }
    } catch (error) {
      console.error('The streams cannot be read:', error);
    } finally {
      pumping = false;
    }
  }

  dynamodb.onWrite(() => {
    written = true;
    if (!pumping) clock.track(pump());
  });
}

/** The engine keeps its records by the wall's time and in a region of its own. */
function arrivalOf(
  { shard, eventName, eventID, dynamodb }: Change,
  { at, region, streamArn }: { at: number; region: string; streamArn: string },
): Arrival {
  const record = {
    eventID,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: Math.floor(at / 1000) },
    eventSourceARN: streamArn,
  };
  return { record, shard, at };
}
