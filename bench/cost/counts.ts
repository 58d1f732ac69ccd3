import type { Line } from '../../lambdas/app/ports.ts';

/** What one function was asked and asked itself, over the whole life of one deletion. */
export interface FunctionCounts {
  /** Megabytes, as the template says. */
  readonly memory: number;
  readonly invocations: number;
  /** Calls to AWS, by service and operation: `dynamodb Query`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Request units of DynamoDB, those of indexes among them. */
  readonly units: { readonly read: number; readonly write: number };
}

/** What one deletion asked of AWS, from the request to the day on which no backup knows the account any more. */
export interface Counts {
  /** How many the account holds. */
  readonly records: number;
  /** By verb: `purge-account`. */
  readonly functions: Readonly<Record<string, FunctionCounts>>;
  /** Answers of the API. */
  readonly requests: number;
  /** One-shot schedules that fired. */
  readonly schedules: number;
  /** Writes to each line of the state table's sparse index. */
  readonly index: Readonly<Record<Line, number>>;
  /** Operations of durable executions, and bytes of their checkpoints. */
  readonly durable: { readonly executions: number; readonly operations: number; readonly bytes: number };
  /** Bytes kept: in the ledger for years, in the vault for 30 days. */
  readonly kept: { readonly ledger: number; readonly vault: number };
  /** Bytes that the functions themselves write to their logs. */
  readonly logged: number;
}

/** All calls to AWS, by service and operation. */
export function callsOf({ functions }: Counts): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { calls } of Object.values(functions))
    for (const [call, times] of Object.entries(calls)) all[call] = (all[call] ?? 0) + times;
  return all;
}

/** Fewer calls than this that one run has and another has not are chance: a batch of the stream more, a save that lost. */
export const CHANCE = 5;

/** Records at which the preview stops: it counts no holding beyond 10,000, and three are large. */
const PREVIEWED = 30_000;
const PREVIEW = 'preview-deletion';

/** The counts of an account of any size, along the straight line through two that were counted. */
export function sized(few: Counts, many: Counts, records: number): Counts {
  const { functions, ...counts } = onLine(few, many, records);
  const preview = onLine(few, many, Math.min(records, PREVIEWED)).functions[PREVIEW]!;
  return { ...counts, functions: { ...functions, [PREVIEW]: preview }, records };
}

function onLine(few: Counts, many: Counts, records: number): Counts {
  const share = (records - few.records) / (many.records - few.records);
  const between = (a: number, b: number) => (b - a < CHANCE ? a : a + (b - a) * share);
  const walk = (a: unknown, b: unknown): unknown => {
    if (typeof a === 'number' || typeof b === 'number') return between(Number(a ?? 0), Number(b ?? 0));
    const keys = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
    const at = (value: unknown, key: string) => (value as Record<string, unknown> | undefined)?.[key];
    return Object.fromEntries([...keys].map((key) => [key, walk(at(a, key), at(b, key))]));
  };
  return walk(few, many) as Counts;
}
