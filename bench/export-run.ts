/**
 * One export in a process of its own, or one plain copy of the same bytes; tells how long it took and the most memory
 * that the process ever held. Started by bench/export.ts: `node bench/export-run.ts export|copy <account>`
 */
import type { Readable } from 'node:stream';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ZipFile } from 'yazl';
import { s3Archives } from '../lambdas/adapters/archives.ts';
import { documentClient } from '../lambdas/adapters/documents.ts';
import { exportArchives } from '../lambdas/app/export-archives.ts';
import type { Execution } from '../lambdas/app/ports.ts';
import { exportableHoldings } from '../lambdas/holdings/exportable.ts';
import { EXPORTS, FILES, MAP } from './export-account.ts';

const [way, accountId = ''] = process.argv.slice(2);

const execution: Execution = {
  id: 'bench',
  step: (_name, run) => run(),
  wait: async () => {},
  sideBySide: async () => [],
  timeLeft: () => 15 * 60_000,
};

async function exported(): Promise<void> {
  const nobody = () => Promise.reject(new Error('there is no service in this map'));
  const holdings = exportableHoldings(MAP, documentClient(), nobody);
  const plan = { folder: `${accountId}/`, name: (n: number) => `${n}.zip`, stillWanted: async () => true };
  await exportArchives({ holdings, store: s3Archives(EXPORTS), clock: () => new Date() })(accountId, plan, execution);
}

/** What a script by hand would do: each file from its bucket, through the library, into one upload. */
async function copied(): Promise<void> {
  const s3 = new S3Client({});
  const zip = new ZipFile();
  const params = { Bucket: EXPORTS, Key: `${accountId}/copy.zip`, Body: zip.outputStream as Readable };
  const uploading = new Upload({ client: s3, params }).done();
  const Prefix = `recordings/${accountId}/`;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: FILES, Prefix })) {
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: FILES, Key }));
      const file = Body as Readable;
      zip.addReadStream(file, Key!, { compress: false });
      await new Promise((resolve, reject) => file.once('end', resolve).once('error', reject));
    }
  }
  zip.end();
  await uploading;
}

const start = performance.now();
await (way === 'copy' ? copied() : exported());
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
