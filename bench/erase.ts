/**
 * How fast a holding is erased, beside a bare loop of the same batched deletes; side by side, in one run, over the
 * embedded engine. `node bench/erase.ts [records] [rounds]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { items } from '../lambdas/holdings/items.ts';
import { startEngine } from '../local/services/engine.ts';
import { bareErase } from './bare-erase.ts';
import { clientOf, createTable, fill, TABLE } from './fill.ts';
import { promise, table, whole } from './markdown.ts';

const [records = 20_000, rounds = 5] = process.argv.slice(2).map(Number);
/** Of the bare loop's rate. */
const PROMISED = 0.9;
const place = { table: TABLE, key: { partition: 'accountId', sort: 'id' } };
const slice = { deletionId: 'd', startedAt: new Date(), timeLeft: () => 900_000 };

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const engine = await startEngine(join(folder, 'db'));
try {
  const client = clientOf(engine.url);
  await createTable(client);
  const holding = items(DynamoDBDocumentClient.from(client), { ...place, name: 'records', outcome: 'erase' });
  const ways = {
    bare: (id: string) => bareErase(client, place, id),
    holding: (id: string) => holding.erase(id, slice),
  };
  const rates: Record<keyof typeof ways, number[]> = { bare: [], holding: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [way, erase] of Object.entries(ways) as [keyof typeof ways, (id: string) => Promise<unknown>][]) {
      const id = `${way}-${round}`;
      await fill(client, id, records);
      const start = performance.now();
      await erase(id);
      // The first round warms up.
      if (round > 0) rates[way].push((records / (performance.now() - start)) * 1000);
    }
  }
  const median = (of: number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)]!;
  const [holdingRate, bareRate] = [median(rates.holding), median(rates.bare)];
  const ratio = holdingRate / bareRate;
  if (ratio < PROMISED) process.exitCode = 1;
  console.log(
    table([
      ['bare loop, records a second', 'holding, records a second', 'holding to bare'],
      [whole(bareRate), whole(holdingRate), ratio.toFixed(2)],
    ]),
  );
  console.log(promise('records a second, to a bare loop of deletes', `at least ${PROMISED}`, ratio.toFixed(2)));
} finally {
  await engine.stop();
  await rm(folder, { recursive: true });
}
