import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ArchiveWriter, Written } from '../app/archives.ts';

/** A ZIP that is read while it is written. */
export interface ZipInTheMaking {
  readonly writer: ArchiveWriter;
  /** What to read; nothing is added faster than it is read. */
  readonly body: Readable;
  /** Nothing more is added. */
  end(): void;
  /** Gives it up, both ends of it; throws what it was given up for first. */
  giveUp(cause: unknown): never;
  /** What was read, once it has ended. */
  written(): Written;
}

/** Begins a ZIP; ZIP64 where it takes that. */
export function startZip(): ZipInTheMaking {
  const zip = new ZipFile();
  const whole = counted();
  const givenUp = new AbortController();
  const { signal } = givenUp;
  zip.outputStream.pipe(whole.stream);
  // Whoever gives it up is told why; the stream has nobody to tell once its reader is gone.
  whole.stream.on('error', () => {});

  function giveUp(cause: unknown): never {
    givenUp.abort(cause);
    whole.stream.destroy(signal.reason);
    throw signal.reason;
  }

  const writer: ArchiveWriter = {
    get bytes() {
      return whole.bytes();
    },
    async add(path, content, { compress, modifiedAt: mtime }) {
      signal.throwIfAborted();
      const entry = counted();
      zip.addReadStream(entry.stream, path, { compress, mtime });
      const source = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
      // The library hears nothing of a source that breaks: it would wait for its end for ever.
      await Promise.all([pipeline(source, entry.stream, { signal }), finished(entry.stream)]);
      return entry.written();
    },
  };
  return { writer, body: whole.stream, end: () => zip.end(), giveUp, written: () => whole.written() };
}

/** Counts and sums up what flows through. */
function counted() {
  const sum = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes, written: (): Written => ({ bytes, sha256: sum.copy().digest('hex') }) };
}
