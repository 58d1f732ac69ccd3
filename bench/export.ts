/**
 * An export of much beside one of little, and beside a plain copy of the same files through the same ZIP library; each
 * in a process of its own, in one run, over the local run's S3 and the embedded engine.
 * `node bench/export.ts [megabytes] [rounds]`
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { EXPORTER } from '../lib/constructs/exports.ts';
import { createClock } from '../local/clock.ts';
import { startEngine } from '../local/services/engine.ts';
import { createS3 } from '../local/services/s3.ts';
import { createWire } from '../local/wire.ts';
import { EXPORTS, FILES, fillFiles } from './export-account.ts';
import { clientOf, createTable, fill } from './fill.ts';
import { promise, table, whole } from './markdown.ts';

const [megabytes = 1_000, rounds = 3] = process.argv.slice(2).map(Number);
/** The small account has this, and the large one its share of records. */
const SMALL = 50;
const RECORDS_PER_MEGABYTE = 40;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const clock = createClock();
const s3 = createS3({ clock });
const [wire, engine] = await Promise.all([
  createWire({ clock, services: [s3.service] }),
  startEngine(join(folder, 'db')),
]);

const env = {
  ...process.env,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_S3: wire.url,
  AWS_ENDPOINT_URL_DYNAMODB: engine.url,
  // As the functions that export are deployed.
  ...EXPORTER.environment,
};

async function measured(way: 'export' | 'copy', accountId: string): Promise<Measured> {
  const run = join(import.meta.dirname, 'export-run.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [run, way, accountId], { env });
  await emptied();
  return JSON.parse(stdout);
}

/** Makes room for the next. */
async function emptied(): Promise<void> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new S3Client({ endpoint: wire.url, region: 'eu-west-1', credentials });
  for (const { key: Key } of s3.objects(EXPORTS)) await client.send(new DeleteObjectCommand({ Bucket: EXPORTS, Key }));
}

const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)]!;
/** Of the large export to the small one; of the export to a plain copy. */
const PROMISED = { peaks: 1.2, throughput: 0.5 };

try {
  for (const bucket of [FILES, EXPORTS]) s3.createBucket(bucket);
  const client = clientOf(engine.url);
  await createTable(client);
  for (const [accountId, size] of [['small', SMALL] as const, ['large', megabytes] as const]) {
    await fillFiles(s3, accountId, size);
    await fill(client, accountId, size * RECORDS_PER_MEGABYTE);
  }
  const all: Record<'small' | 'large' | 'copy', Measured[]> = { small: [], large: [], copy: [] };
  for (let round = 0; round < rounds; round++) {
    all.small.push(await measured('export', 'small'));
    all.large.push(await measured('export', 'large'));
    all.copy.push(await measured('copy', 'large'));
  }
  const memory = (of: readonly Measured[]) => median(of.map((each) => each.megabytes));
  const time = (of: readonly Measured[]) => median(of.map(({ seconds }) => seconds));
  const row = (name: string, of: readonly Measured[], size: number) => [
    name,
    whole(memory(of)),
    time(of).toFixed(1),
    whole(size / time(of)),
  ];
  const peaks = memory(all.large) / memory(all.small);
  const throughput = time(all.copy) / time(all.large);
  if (peaks > PROMISED.peaks || throughput < PROMISED.throughput) process.exitCode = 1;
  console.log(
    table([
      ['', 'peak resident MB', 'seconds', 'MB a second'],
      row(`export of ${SMALL} MB`, all.small, SMALL),
      row(`export of ${whole(megabytes)} MB`, all.large, megabytes),
      row(`plain copy of ${whole(megabytes)} MB`, all.copy, megabytes),
    ]),
  );
  const [most, least] = [`at most ${PROMISED.peaks}`, `at least ${PROMISED.throughput}`];
  console.log(promise(`memory of an export of ${whole(megabytes)} MB, to ${SMALL} MB`, most, peaks.toFixed(2)));
  console.log(promise('bytes a second of an export, to a plain copy', least, throughput.toFixed(2)));
} finally {
  clock.stop();
  await Promise.all([wire.stop(), engine.stop()]);
  s3.stop();
  await rm(folder, { recursive: true });
}
