import type { Counts, FunctionCounts } from './counts.ts';

/**
 * Milliseconds that a call takes on AWS, by service: assumptions, on the long side. A delete of 25 items takes as long as
 * DynamoDB lets it take where all are of one partition key, which bears 1,000 writes a second.
 */
const LATENCY: Readonly<Record<string, number>> = {
  dynamodb: 5,
  'dynamodb BatchWriteItem': 25,
  s3: 30,
  kms: 10,
  lambda: 20,
  scheduler: 40,
  sesv2: 100,
  eventbridge: 20,
  'cognito-identity-provider': 60,
  sfn: 40,
  'pinpoint-sms-voice-v2': 200,
};
/** Milliseconds of a function's own work at each invocation, once it is warm. */
const OWN_WORK = 10;
/** Milliseconds for each read unit: a page of 1 MB, 128 to 256 units, takes about 20. */
const A_UNIT = 0.1;
/** Milliseconds that a slice of a purge works before the next takes over. */
const SLICE = 14 * 60_000;
/** Who waits for whose answer, and is paid for meanwhile. */
const WAITS_FOR: Readonly<Record<string, readonly string[]>> = {
  'purge-account': ['verify-deletion', 'keep-final-export'],
};

/** Milliseconds that a function works for one deletion, in all, with all its calls one after the other. */
export function worksFor({ invocations, calls, units }: FunctionCounts): number {
  const asked = Object.entries(calls).map(([call, times]) => {
    const latency = LATENCY[call] ?? LATENCY[call.split(' ')[0]!];
    if (latency === undefined) throw new Error(`Nobody has said how long a call of ${call} takes.`);
    return latency * times;
  });
  return invocations * OWN_WORK + units.read * A_UNIT + asked.reduce((a, b) => a + b, 0);
}

/** Seconds that each function runs for one deletion, waiting included. */
export function secondsOf({ functions }: Counts): Record<string, number> {
  const own = (verb: string) => (functions[verb] ? worksFor(functions[verb]) : 0);
  return Object.fromEntries(
    Object.keys(functions).map((verb) => {
      const waits = (WAITS_FOR[verb] ?? []).map(own);
      return [verb, [own(verb), ...waits].reduce((a, b) => a + b, 0) / 1_000];
    }),
  );
}

export const gigabyteSeconds = (counts: Counts): number =>
  Object.entries(secondsOf(counts)).reduce(
    (sum, [verb, seconds]) => sum + (seconds * counts.functions[verb]!.memory) / 1_024,
    0,
  );

/** The same with the slices that work of more than a quarter of an hour is cut into: two operations and an invocation each. */
export function sliced(counts: Counts): Counts {
  const functions = { ...counts.functions };
  let slices = 0;
  for (const verb of ['purge-account', 'take-final-export']) {
    const work = functions[verb];
    if (!work) continue;
    const more = Math.floor(worksFor(work) / SLICE);
    functions[verb] = { ...work, invocations: work.invocations + more };
    slices += more;
  }
  return { ...counts, functions, durable: { ...counts.durable, operations: counts.durable.operations + 2 * slices } };
}
