import { S3Error } from './errors.ts';

const LONGEST_LINE = 1_024;

/**
 * The data of a body in the encoding `aws-chunked`: chunks after a line with their size (and perhaps a signature),
 * then trailers, which go into the map.
 */
export async function* dechunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer, void> {
  const reader = createReader(source);
  for (let size = await chunkSize(reader); size > 0; size = await chunkSize(reader)) {
    yield* reader.bytes(size);
    if ((await reader.line()) !== '') throw new S3Error('IncompleteBody');
  }
  // Where no trailers follow, even the last line may be missing.
  for (let line = await reader.line(''); line !== ''; line = await reader.line('')) {
    const [name = '', ...value] = line.split(':');
    trailers.set(name.trim().toLowerCase(), value.join(':').trim());
  }
}

async function chunkSize(reader: Reader): Promise<number> {
  const [, size] = /^([0-9a-f]+)(?:;.*)?$/i.exec(await reader.line()) ?? [];
  if (!size) throw new S3Error('IncompleteBody');
  return Number.parseInt(size, 16);
}

interface Reader {
  /** The next line without its end. @throws S3Error at the end of the body, unless `atEnd` is given */
  line(atEnd?: string): Promise<string>;
  /** The next so many bytes, as they come. */
  bytes(count: number): AsyncGenerator<Buffer, void>;
}

function createReader(source: AsyncIterable<Buffer>): Reader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const { value, done } = await chunks.next();
    if (!done) rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
    return !done;
  }

  return {
    async line(atEnd) {
      for (let at = rest.indexOf('\r\n'); ; at = rest.indexOf('\r\n')) {
        if (at >= 0) {
          const line = rest.subarray(0, at).toString();
          rest = rest.subarray(at + 2);
          return line;
        }
        if (rest.length > LONGEST_LINE) throw new S3Error('IncompleteBody');
        if (await more()) continue;
        if (atEnd === undefined || rest.length > 0) throw new S3Error('IncompleteBody');
        return atEnd;
      }
    },
    async *bytes(count) {
      for (let left = count; left > 0; ) {
        if (rest.length === 0 && !(await more())) throw new S3Error('IncompleteBody');
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        if (part.length > 0) yield part;
      }
    },
  };
}
