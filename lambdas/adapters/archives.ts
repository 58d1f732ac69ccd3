import { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { ArchiveStore } from '../app/archives.ts';
import { abortAllUploads, removeAllBelow } from './objects-below.ts';
import { PATIENT } from './patient.ts';
import { startZip } from './zip.ts';

/** The smallest that S3 takes, for it is in memory; and it takes 10,000 of them, 50 GB in all. */
const PART = 5 * 1024 * 1024;
/** Parts that are under way at a time. */
const SIDE_BY_SIDE = 4;

/** Archives in a bucket, each uploaded while it is filled, so that its size does not meet memory. */
export function s3Archives(Bucket: string, s3 = new S3Client(PATIENT)): ArchiveStore {
  return {
    async write(Key, fill) {
      // What a process has left that did not live to abort it.
      await abortAllUploads(s3, { Bucket, Prefix: Key });
      const { writer, body, end, giveUp, written } = startZip();
      const params = { Bucket, Key, Body: body, ContentType: 'application/zip' };
      const upload = new Upload({ client: s3, params, partSize: PART, queueSize: SIDE_BY_SIDE });
      const filling = fill(writer).then((result) => {
        end();
        return result;
      });
      // Whichever fails first ends the other, and nothing is said before both have ended: then it is aborted.
      const [filled, uploaded] = await Promise.allSettled([filling.catch(giveUp), upload.done().catch(giveUp)]);
      if (filled.status === 'rejected') throw filled.reason;
      if (uploaded.status === 'rejected') throw uploaded.reason;
      return { ...written(), result: filled.value };
    },

    remove: (Prefix) => removeAllBelow(s3, { Bucket, Prefix }),
  };
}
