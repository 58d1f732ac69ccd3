/**
 * A thousand accounts, all due in the same minute, in the local run: how late each purge began. Here four processes of the
 * function run at a time, on Lambda a thousand. `node bench/due.ts [accounts]`
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAccounts } from '../lambdas/adapters/dynamo-accounts.ts';
import { requestOnBehalf } from '../lambdas/domain/on-behalf.ts';
import { DAY, MINUTE, plus, SECOND } from '../lambdas/domain/time.ts';
import { startLocal } from '../local/system.ts';
import { PLACE } from '../local/template.ts';
import { advance, created } from './local-api.ts';
import { promise, table, whole } from './markdown.ts';

const [count = 1_000] = process.argv.slice(2).map(Number);
/** Seconds. */
const lateness: number[] = [];
const LATE = /lateness: (-?[\d.e-]+)/;
const local = await startLocal({
  seed: null,
  onLine: ({ line }) => {
    const [, late] = LATE.exec(line) ?? [];
    if (late !== undefined) lateness.push(Number(late));
  },
});
const wait = (milliseconds: number) => advance(local, `PT${Math.ceil(milliseconds / SECOND)}S`);

try {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: local.wire.url, region: PLACE.region, credentials });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const accounts = dynamoAccounts(documents, local.template.tables[0]!.name);
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await created(local, 12)).accountId);
  const confirmedAt = new Date(local.clock.now());
  for (const [n, id] of ids.entries()) {
    // Spread over one minute.
    const at = plus(confirmedAt, (n * MINUTE) / count);
    await accounts.change(id, (account) =>
      requestOnBehalf(account, { deletionId: `d-${n}`, by: 'bench', reason: 'bench' }, at),
    );
  }
  console.error(`${count} accounts are scheduled`);
  await wait(confirmedAt.getTime() + 7 * DAY - MINUTE - local.clock.now());
  const start = performance.now();
  await wait(2 * MINUTE);
  const isGone = async (id: string) => (await accounts.load(id)).status === 'deleted';
  const gone = async () => (await Promise.all(ids.map(isGone))).filter(Boolean).length;
  let done = await gone();
  // What is left over is the sweep's.
  for (let tries = 0; done < count && tries < 8; tries++, done = await gone()) await wait(15 * MINUTE);
  const seconds = (performance.now() - start) / 1_000;
  const sorted = lateness.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  const early = sorted.filter((late) => late < 0).length;
  if (done < count || early > 0 || sorted.length !== count) process.exitCode = 1;
  console.log(
    table([
      ['accounts', 'purged', 'claims', 'early', 'late by, median, s', '90 %', '99 %', 'the last', 'purges a second'],
      [count, done, sorted.length, early, at(0.5), at(0.9), at(0.99), at(1), (count / seconds).toFixed(1)].map(String),
    ]),
  );
  console.log(promise(`purges that began early, of ${whole(count)} due at once`, '0', String(early)));
} finally {
  await local.stop();
}
