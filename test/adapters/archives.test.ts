import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { s3Archives } from '../../lambdas/adapters/archives.ts';
import type { ArchiveWriter } from '../../lambdas/app/archives.ts';
import { bucket, MB, startS3 } from '../local/services/s3-support.ts';
import { NOON } from '../support/accounts.ts';
import { unzipped } from '../support/unzipped.ts';
import { sha256 } from '../support/zip.ts';

const stored = { compress: false, modifiedAt: NOON };
const deflated = { compress: true, modifiedAt: NOON };

async function started() {
  const { s3, client, wire, put } = await startS3(bucket('exports'));
  const read = async (key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'exports', Key: key }));
    return Buffer.from(await Body!.transformToByteArray());
  };
  const left = () => ({
    objects: s3.objects('exports').map(({ key }) => key),
    uploads: s3.uploads('exports').map(({ key }) => key),
  });
  const begin = (Key: string) => client.send(new CreateMultipartUploadCommand({ Bucket: 'exports', Key }));
  return { store: s3Archives('exports', client), client, wire, put, read, left, begin };
}

/** So many bytes that compress to nothing smaller. */
const noise = (bytes: number, seed = 1) => {
  const content = Buffer.alloc(bytes);
  for (let at = 0, state = seed; at < bytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    content[at] = state >>> 24;
  }
  return content;
};

/** Whether the tool that most people have takes it; true where it is not installed. */
function passesUnzip(archive: Buffer): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  writeFileSync(join(folder, 'it.zip'), archive);
  try {
    return execFileSync('unzip', ['-t', join(folder, 'it.zip')]).includes('No errors detected');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

describe('an archive', () => {
  it('opens in other tools, and is what was put into it', async () => {
    const { store, read, left } = await started();
    const large = noise(20 * MB);

    const written = await store.write('exports/acme/e-1/1.zip', async (zip) => [
      await zip.add('README.txt', 'Your data\n', deflated),
      await zip.add('calls.jsonl', Readable.from(['{"id":1}\n', '{"id":"ü"}\n']), deflated),
      await zip.add('recordings/日本 – 1.wav', large, stored),
      await zip.add('recordings/streamed.wav', Readable.from([large, large]), stored),
      await zip.add('recordings/empty.wav', Buffer.alloc(0), stored),
    ]);

    const archive = await read('exports/acme/e-1/1.zip');
    expect(written).toMatchObject({ bytes: archive.length, sha256: sha256(archive) });
    const entries = await unzipped(archive);
    expect([...entries.keys()]).toEqual([
      'README.txt',
      'calls.jsonl',
      'recordings/日本 – 1.wav',
      'recordings/streamed.wav',
      'recordings/empty.wav',
    ]);
    const contents = [...entries.values()].map((content) => ({ bytes: content.length, sha256: sha256(content) }));
    expect(written.result).toEqual(contents);
    expect(entries.get('recordings/streamed.wav')!.equals(Buffer.concat([large, large]))).toBe(true);
    expect(passesUnzip(archive)).toBe(true);
    expect(left()).toEqual({ objects: ['exports/acme/e-1/1.zip'], uploads: [] });
  });

  it('makes what is text smaller, and leaves recordings as they are', async () => {
    const { store } = await started();
    const text = 'the same words again and again\n'.repeat(100_000);
    const into = (compress: boolean) => store.write('a.zip', (zip) => zip.add('text', text, { ...stored, compress }));

    const [small, large] = [await into(true), await into(false)];

    expect(large.bytes).toBeGreaterThan(text.length);
    expect(small.bytes).toBeLessThan(text.length / 50);
  });

  it('tells while it is made how large it is', async () => {
    const { store } = await started();

    const { result } = await store.write('a.zip', async (zip) => {
      await zip.add('one', noise(3 * MB), stored);
      return zip.bytes;
    });

    expect(result).toBeGreaterThan(2.5 * MB);
    expect(result).toBeLessThan(3.1 * MB);
  });

  it('is made no faster than it is uploaded', async () => {
    const { store, client } = await started();
    const uploads = Promise.withResolvers<void>();
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'UploadPartCommand') await uploads.promise;
          return next(args);
        },
      { step: 'initialize' },
    );
    let asked = 0;
    async function* content() {
      for (; asked < 100; asked++) yield Buffer.alloc(MB);
    }

    const writing = store.write('a.zip', (zip) => zip.add('a.wav', content(), stored));
    for (let before = -1; asked <= 20 || before < asked; ) {
      before = asked;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }

    // Four parts of 5 MB that are under way, one that waits for its turn, and what the streams hold.
    expect(asked).toBeLessThan(35);
    uploads.resolve();
    await writing;
    expect(asked).toBe(100);
  });
});

describe('an archive that cannot be made', () => {
  const filled = async (zip: ArchiveWriter) => {
    for (let n = 0; n < 6; n++) await zip.add(`${n}.wav`, noise(8 * MB, n), stored);
  };

  it.each<[string, (zip: ArchiveWriter) => Promise<unknown>]>([
    [
      'between two entries',
      async (zip) => {
        await filled(zip);
        throw new Error('no more');
      },
    ],
    [
      'within an entry',
      async (zip) => {
        async function* broken() {
          for (let n = 0; n < 30; n++) yield noise(MB, n);
          throw new Error('no more');
        }
        await zip.add('calls.jsonl', broken(), stored);
      },
    ],
    [
      'within a stream that is cut off',
      async (zip) => {
        const stream = Readable.from([noise(12 * MB), noise(12 * MB)]);
        stream.once('data', () => stream.destroy(new Error('no more')));
        await zip.add('a.wav', stream, stored);
      },
    ],
    ['before anything is in it', () => Promise.reject(new Error('no more'))],
  ])('leaves nothing: %s', async (_where, fill) => {
    const { store, left } = await started();

    await expect(store.write('a.zip', fill)).rejects.toThrow('no more');

    expect(left()).toEqual({ objects: [], uploads: [] });
  });

  it.each(['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'])(
    'is given up when %s fails, and whoever fills it hears of it',
    async (operation) => {
      const { store, wire, left } = await started();
      wire.faults.add({ service: 's3', operation, times: 1, kind: 'error' });

      await expect(store.write('a.zip', filled)).rejects.toMatchObject({ name: 'InternalError' });

      expect(left()).toEqual({ objects: [], uploads: [] });
      await store.write('a.zip', filled);
      expect(left()).toEqual({ objects: ['a.zip'], uploads: [] });
    },
  );

  it('has its unfinished upload aborted by the next that is made in its place', async () => {
    const { store, begin, left } = await started();
    for (const key of ['1.zip', '1.zip', '2.zip']) await begin(`exports/acme/e-1/${key}`);

    await store.write('exports/acme/e-1/1.zip', (zip) => zip.add('a', 'x', stored));

    expect(left()).toEqual({ objects: ['exports/acme/e-1/1.zip'], uploads: ['exports/acme/e-1/2.zip'] });
  });
});

describe('removing archives', () => {
  it('leaves nothing below the folder, and everything beside it', async () => {
    const { store, put, begin, left } = await started();
    for (const key of ['e-1/1.zip', 'e-1/2.zip', 'e-10/1.zip']) await put('exports', `exports/acme/${key}`);
    for (const key of ['e-1/3.zip', 'e-10/2.zip']) await begin(`exports/acme/${key}`);

    await store.remove('exports/acme/e-1/');
    await store.remove('exports/acme/e-1/');

    expect(left()).toEqual({ objects: ['exports/acme/e-10/1.zip'], uploads: ['exports/acme/e-10/2.zip'] });
  });
});
