import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ExportFile } from './holding.ts';

/** Small files are read while others are written: it takes longer to ask for one than to read it. */
const SMALL = 1024 * 1024;
const AT_A_TIME = 8;

/** A file, and a way to its content; null where it has gone since it was listed. */
export interface AheadFile {
  readonly file: ExportFile;
  content(): Promise<Readable | Buffer | null>;
}

/** The files in their order, the small ones among the next few already on their way. */
export async function* readAhead(files: AsyncIterable<ExportFile>): AsyncGenerator<AheadFile, void> {
  const coming: AheadFile[] = [];
  for await (const file of files) {
    coming.push(ahead(file));
    if (coming.length >= AT_A_TIME) yield coming.shift()!;
  }
  yield* coming;
}

function ahead(file: ExportFile): AheadFile {
  if (file.bytes > SMALL) return { file, content: () => file.open() };
  const reading = read(file);
  // Who asks for it hears of the failure; nobody may ask.
  reading.catch(() => {});
  return { file, content: () => reading };
}

async function read(file: ExportFile): Promise<Buffer | null> {
  const opened = await file.open();
  return opened && buffer(opened);
}
