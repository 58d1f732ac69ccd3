import { randomBytes } from 'node:crypto';
import type { HoldingSpec } from '../lambdas/holdings/spec.ts';
import type { S3 } from '../local/services/s3.ts';
import { TABLE } from './fill.ts';

export const FILES = 'files';
export const EXPORTS = 'archives';

/** What the accounts of this bench hold. */
export const MAP: readonly HoldingSpec[] = [
  { kind: 'items', name: 'records', outcome: 'erase', table: TABLE, key: { partition: 'accountId', sort: 'id' } },
  { kind: 'objects', name: 'recordings', outcome: 'erase', bucket: FILES, prefix: 'recordings/{accountId}/' },
];

/** Bytes of one file. */
const FILE = 5 * 1024 * 1024;

/** Gives an account so many megabytes of files, which nothing makes smaller. */
export async function fillFiles(s3: S3, accountId: string, megabytes: number): Promise<void> {
  const content = randomBytes(FILE);
  for (let n = 0; n < (megabytes * 1024 * 1024) / FILE; n++)
    await s3.put(FILES, `recordings/${accountId}/call-${String(n).padStart(6, '0')}.wav`, content, 'audio/wav');
}
