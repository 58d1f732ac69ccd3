import * as v from 'valibot';
import { type BusEvent, DEFAULT_BUS, type EventBuses } from '../events.ts';
import { PLACE } from '../template.ts';
import { AwsError, type AwsService } from '../wire.ts';
import { awsJson } from './aws-json.ts';
import { readInput } from './input.ts';

/** Bytes of all entries of one request; some Regions take more by now. */
const LARGEST = 256 * 1024;
/** An entry's time counts for so many bytes (EventBridge's documentation). */
const TIME_BYTES = 14;

const text = v.optional(v.string());
const Entry = v.object({
  EventBusName: text,
  Source: text,
  DetailType: text,
  Detail: text,
  Resources: v.optional(v.array(v.string()), []),
  /** Seconds. */
  Time: v.optional(v.number()),
});
type Entry = v.InferOutput<typeof Entry>;
const PutEvents = v.object({ Entries: v.pipe(v.array(Entry), v.minLength(1), v.maxLength(10)) });

type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

export interface EventBridgeOptions {
  readonly clock: { now(): number };
  readonly buses: Pick<EventBuses, 'putSoon'>;
}

/**
 * EventBridge as far as events are put by it. An entry that it does not take is told inside an answer of success, and
 * one for a bus that is not there is taken, and lost.
 */
export function createEventBridge({ clock, buses }: EventBridgeOptions): { readonly service: AwsService } {
  const put = (entry: Entry): Result => {
    const refusal = refusalOf(entry);
    if (refusal) return refusal;
    const event = eventOf(entry, clock.now());
    buses.putSoon(event, entry.EventBusName ?? DEFAULT_BUS);
    return { EventId: event.id };
  };

  const service = awsJson(
    { name: 'eventbridge', signingName: 'events' },
    {
      PutEvents(request) {
        const { Entries } = readInput(PutEvents, request);
        if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > LARGEST) {
          throw new AwsError('ValidationException', 400, 'Total size of the entries in the request is over the limit.');
        }
        const results = Entries.map(put);
        return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
      },
    },
  );
  return { service };
}

const bytesOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, part) => sum + Buffer.byteLength(part), 0) +
  (Time === undefined ? 0 : TIME_BYTES);

function refusalOf(entry: Entry): Result | undefined {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find((name) => !entry[name]);
  if (missing) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: 'InvalidArgument', ErrorMessage };
  }
  if (entry.Source?.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  return isObject(entry.Detail!) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isObject(json: string): boolean {
  try {
    return /^\s*\{/.test(json) && JSON.parse(json) !== null;
  } catch {
    return false;
  }
}

function eventOf({ Source, DetailType, Detail, Resources, Time }: Entry, now: number): BusEvent {
  const { region, account } = PLACE;
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': DetailType!,
    source: Source!,
    account,
    time: new Date(Time === undefined ? now : Time * 1000).toISOString().replace(/\.\d+/, ''),
    region,
    resources: Resources,
    detail: JSON.parse(Detail!),
  };
}
