import { lineOf } from '../../lambdas/adapters/stored-account.ts';
import type { Owed } from '../../lambdas/domain/owed.ts';
import type { LocalSystem } from '../../local/system.ts';
import type { AwsService, WireResponse } from '../../local/wire.ts';
import type { Counts } from './counts.ts';

type Units = { readonly CapacityUnits: number };
type Consumed = { readonly Table: Units; readonly GlobalSecondaryIndexes?: Readonly<Record<string, Units>> };
type Counted = {
  memory: number;
  invocations: number;
  calls: Record<string, number>;
  units: { read: number; write: number };
};

/** The kinds of the owed items that a write puts or removes. */
const OWED_KEY = /"sk":\{"S":"OWED#([\w-]+)#/g;
/** Milliseconds, of the wall's: the log of calls is read before it drops any. */
const OFTEN = 50;

export interface Counter {
  /** What was counted since the start, and no more. */
  stop(): Pick<Counts, 'functions' | 'index'> & { readonly bytes: number };
}

/**
 * Counts at the wire what the functions ask of AWS from now on. What the sweep asks itself is left out, for it asks it
 * whether there is work or not.
 */
export function startCounter({ wire, template, functions, dynamodb, lambda }: LocalSystem): Counter {
  const byVerb: Record<string, Counted> = {};
  const index = { purges: 0, 'all else': 0 };
  let bytes = 0;

  /** The counts of a function, by its logical id; none for the sweep and for whoever is no function. */
  function of(caller: string): Counted | undefined {
    const found = template.functions.find(({ logicalId }) => logicalId === caller);
    if (!found || found.entry === 'lambdas/sweep.ts') return undefined;
    const verb = found.entry.replace(/^lambdas\/|\.ts$/g, '');
    byVerb[verb] ??= { memory: found.memory, invocations: 0, calls: {}, units: { read: 0, write: 0 } };
    return byVerb[verb];
  }

  function readLog(): void {
    for (const { caller, service, operation } of wire.calls.all()) {
      const calls = of(caller)?.calls;
      const call = `${service} ${operation}`;
      if (calls) calls[call] = (calls[call] ?? 0) + 1;
    }
    wire.calls.clear();
  }

  function noteUnits(units: Counted['units'], operation: string, { body }: WireResponse): void {
    const { ConsumedCapacity = [] }: { ConsumedCapacity?: Consumed | Consumed[] } = JSON.parse(String(body));
    for (const { Table, GlobalSecondaryIndexes = {} } of [ConsumedCapacity].flat())
      for (const { CapacityUnits } of [Table, ...Object.values(GlobalSecondaryIndexes)])
        units[/^(Query|Get|BatchGet|Scan)/.test(operation) ? 'read' : 'write'] += CapacityUnits;
  }

  /** An owed item is one write to its line of the sparse index when it comes, and one when it goes. */
  function noteLines(body: string): void {
    for (const [, kind] of body.matchAll(OWED_KEY)) index[lineOf(kind as Owed['kind'])] += 1;
  }

  const counted = (service: AwsService, handle: AwsService['handle']): AwsService => ({
    ...service,
    handle: (operation, request) => (of(request.caller) ? handle : service.handle)(operation, request),
  });
  wire.serve(
    counted(dynamodb.service, async (operation, request) => {
      const body = String(request.body);
      if (/^(TransactWriteItems|DeleteItem)$/.test(operation)) noteLines(body);
      const asked = JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'INDEXES' });
      const answer = await dynamodb.service.handle(operation, { ...request, body: Buffer.from(asked) });
      noteUnits(of(request.caller)!.units, operation, answer);
      return answer;
    }),
  );
  wire.serve(
    counted(lambda.service, (operation, request) => {
      if (operation === 'CheckpointDurableExecution') bytes += request.body.length;
      return lambda.service.handle(operation, request);
    }),
  );
  const { invoke } = functions;
  functions.invoke = (logicalId, ...rest) => {
    const counts = of(logicalId);
    if (counts) counts.invocations += 1;
    return invoke(logicalId, ...rest);
  };
  wire.calls.clear();
  const reading = setInterval(readLog, OFTEN);

  return {
    stop() {
      clearInterval(reading);
      readLog();
      functions.invoke = invoke;
      wire.serve(dynamodb.service);
      wire.serve(lambda.service);
      return { functions: byVerb, index, bytes };
    },
  };
}
