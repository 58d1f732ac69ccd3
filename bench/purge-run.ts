/**
 * One whole purge in the local run, for `bench/purge.ts`, told as JSON: how long it takes, how much memory its process ever
 * held, how many durable operations it was, and what an independent scan of every table finds afterwards.
 * `node bench/purge-run.ts [records] [kills]`; with kills its process is killed so often on the way, and with `bare` instead
 * of them bare loops delete the records of such an account.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { environmentOf } from '../local/functions/environment.ts';
import { startLocal } from '../local/system.ts';
import { PLACE } from '../local/template.ts';
import { advance, confirmed, created, session } from './local-api.ts';

/** How the state table is told, whose name is a logical id here. */
const STATE = 'the state table';

export interface Purged {
  readonly records: number;
  readonly kills: number;
  /** The status of its execution. */
  readonly ended: string;
  readonly invocations: number;
  /** Durable operations. */
  readonly operations: number;
  readonly seconds: number;
  /** Megabytes, resident. */
  readonly peak: number;
  /** The tables in which there is anything of the account. */
  readonly left: readonly string[];
}

/** What bare loops came to. */
export interface Looped {
  readonly records: number;
  readonly seconds: number;
}

const [, , records = '10000', how = '0'] = process.argv;
const local = await startLocal();
const purgeFunction = local.template.functions.find(({ entry }) => entry === 'lambdas/purge-account.ts')!;

/** Megabytes that the process of the function holds in memory now; 0 if there is none. */
function residentOf(logicalId: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (Number(/PPid:\s+(\d+)/.exec(status)?.[1]) !== process.pid) continue;
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`AWS_ACCESS_KEY_ID=${logicalId}\0`)) continue;
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return 0;
}

/** Deletes the records in a process of its own, as the purge has one. */
async function loop(): Promise<Looped> {
  const { accountId } = await created(local, Number(records));
  const env = environmentOf(purgeFunction, { region: PLACE.region, endpoint: local.wire.url });
  const { stdout } = await promisify(execFile)(process.execPath, [`${import.meta.dirname}/purge-bare.ts`, accountId], {
    env,
  });
  return JSON.parse(stdout);
}

async function purge(records: number, kills: number): Promise<Purged> {
  const { accountId, owner } = await created(local, records);
  await confirmed(local, await session(local, owner));
  await advance(local, 'P6DT23H59M');

  const { logicalId } = purgeFunction;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentOf(logicalId));
  }, 100);
  // At points of its work, not of the clock: after so many deletes.
  const points = Array.from({ length: kills }, (_, n) => ((n + Math.random()) * records) / 25 / (kills || 1));
  const killer = setInterval(() => {
    const batches = local.wire.calls.all().filter(({ operation }) => operation === 'BatchWriteItem').length;
    if (points.length === 0 || batches < Math.min(points[0]!, 9_000)) return;
    points.shift();
    local.wire.calls.clear();
    local.functions.kill(logicalId);
  }, 5);
  const start = performance.now();
  await advance(local, kills ? 'P1D' : 'PT2M');
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  clearInterval(killer);

  const [execution] = local.lambda
    .executions()
    .filter(({ operations }) => operations.some(({ name }) => name === 'finish'));
  const { TableNames } = await local.dynamodb.call<{ TableNames: string[] }>('ListTables', {});
  const left: Record<string, number> = {};
  for (const TableName of TableNames) {
    const input = {
      TableName,
      FilterExpression: 'accountId = :a',
      ExpressionAttributeValues: { ':a': { S: accountId } },
    };
    for (let ExclusiveStartKey: unknown, more = true; more; more = ExclusiveStartKey !== undefined) {
      const page = await local.dynamodb.call<{ Count: number; LastEvaluatedKey?: unknown }>('Scan', {
        ...input,
        Select: 'COUNT',
        ExclusiveStartKey,
      });
      if (page.Count > 0) left[TableName] = (left[TableName] ?? 0) + page.Count;
      ExclusiveStartKey = page.LastEvaluatedKey;
    }
  }
  return {
    records,
    kills: kills - points.length,
    ended: execution?.status ?? 'not',
    invocations: execution?.invocations ?? 0,
    operations: execution?.operations.length ?? 0,
    seconds,
    peak,
    left: Object.keys(left).map((name) => (name === local.template.tables[0]!.name ? STATE : name)),
  };
}

try {
  console.log(JSON.stringify(how === 'bare' ? await loop() : await purge(Number(records), Number(how))));
} finally {
  await local.stop();
}
