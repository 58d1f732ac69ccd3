import type { LogLine } from '../../local/functions/functions.ts';
import { type LocalSystem, startLocal } from '../../local/system.ts';
import { advance, ask, confirmed, created, session } from '../local-api.ts';
import { startCounter } from './counter.ts';
import type { Counts } from './counts.ts';

/**
 * Lives one deletion from its request to its end in the local run, where nothing comes twice, and counts what it asks of
 * AWS: its owner looks, asks, confirms and looks again; seven days later it is purged, a day after that looked at once
 * more; then the final export ends, and the backups do. What is kept for years and goes then is not waited for.
 */
export async function countLife(records: number): Promise<Counts> {
  const lines: LogLine[] = [];
  const local = await startLocal({ seed: null, onLine: (line) => void lines.push(line) });
  try {
    const { accountId, owner } = await created(local, records);
    const counter = startCounter(local);

    await untilGrace(local, owner);
    const grace = await advance(local, 'P7DT2M');
    const vault = bytesIn(local, 'FinalExportsArchives');
    const after = await advance(local, 'P36D');

    const { bytes, ...counted } = counter.stop();
    await checkEnded(local, accountId);
    const verbOf = new Map(local.template.functions.map(({ logicalId, entry }) => [logicalId, verb(entry)]));
    const routed = new Set(local.template.routes.map(({ functionLogicalId }) => verbOf.get(functionLogicalId)!));
    const operations = local.lambda.executions().map((execution) => execution.operations.length - 1);
    return {
      records,
      ...counted,
      requests: sum([...routed].map((name) => counted.functions[name]?.invocations ?? 0)),
      schedules: [...grace, ...after].filter(({ what }) => what === 'schedule').length,
      durable: { executions: operations.length, operations: sum(operations), bytes },
      kept: { ledger: bytesIn(local, 'LedgerEntries'), vault },
      logged: sum(lines.filter((it) => verbOf.get(it.function) !== 'sweep').map(({ line }) => Buffer.byteLength(line))),
    };
  } finally {
    await local.stop();
  }
}

const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
const verb = (entry: string) => entry.replace(/^lambdas\/|\.ts$/g, '');

/** What the settings page asks until the seven days begin. */
async function untilGrace(local: LocalSystem, userId: string): Promise<void> {
  const token = await session(local, userId);
  await ask(local, '/api/account', { token });
  await ask(local, '/api/account/deletion/preview', { token });
  await confirmed(local, token);
  await ask(local, '/api/account', { token });
}

/** Bytes of all versions in the bucket whose logical id begins so. */
function bytesIn({ s3, template }: LocalSystem, id: string): number {
  const { name } = template.buckets.find(({ logicalId }) => logicalId.startsWith(id))!;
  return s3.objects(name).reduce((sum, { size }) => sum + size, 0);
}

/** @throws where the life that was counted is not a whole one */
async function checkEnded({ lambda, dynamodb, template }: LocalSystem, accountId: string): Promise<void> {
  const Key = { pk: { S: `ACCOUNT#${accountId}` }, sk: { S: 'ACCOUNT' } };
  const { Item } = await dynamodb.call<{ Item?: { status?: { S: string } } }>('GetItem', {
    TableName: template.tables[0]!.name,
    Key,
  });
  if (Item?.status?.S !== 'deleted') throw new Error(`the account is not deleted, but ${Item?.status?.S}`);
  const open = lambda.executions().filter(({ status }) => status !== 'SUCCEEDED');
  if (open.length > 0) throw new Error(`${open.length} executions have not succeeded`);
}
