import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';

/** Bytes that were taken in one go: an object's, or those of one of its parts. */
export interface Piece {
  readonly id: string;
  readonly size: number;
}

/** From and to which byte, both inclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The bytes of all objects and parts. */
export interface Bodies {
  /** Keeps what comes, and shows each chunk to `update` on its way. */
  take(source: AsyncIterable<Buffer>, update: (chunk: Buffer) => void): Promise<Piece>;
  read(pieces: readonly Piece[], span?: Span): Readable;
  drop(pieces: readonly Piece[]): void;
}

/** What is larger gets a file of its own. */
const LARGEST_ROW = 64 * 1024;

/** The bytes of all objects: small ones in the database, large ones in files of the folder, none in memory. */
export function createBodies(db: DatabaseSync, folder: string): Bodies {
  db.exec('CREATE TABLE bodies (id TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID');
  const insert = db.prepare('INSERT INTO bodies VALUES (?, ?)');
  const select = db.prepare('SELECT content FROM bodies WHERE id = ?');
  const remove = db.prepare('DELETE FROM bodies WHERE id = ?');
  const pathOf = (id: string) => join(folder, id);

  async function* bytesOf({ id }: Piece, span: Span): AsyncGenerator<Buffer, void> {
    const row = select.get(id);
    if (row) yield Buffer.from(row.content as Uint8Array).subarray(span.start, span.end + 1);
    else yield* createReadStream(pathOf(id), { ...span }) as AsyncIterable<Buffer>;
  }

  async function* joined(pieces: readonly Piece[], { start, end }: Span): AsyncGenerator<Buffer, void> {
    let before = 0;
    for (const piece of pieces) {
      const span = { start: Math.max(0, start - before), end: Math.min(piece.size - 1, end - before) };
      if (span.start <= span.end) yield* bytesOf(piece, span);
      before += piece.size;
    }
  }

  return {
    async take(source, update) {
      const id = randomUUID();
      let size = 0;
      let held: Buffer[] = [];
      let file: FileHandle | undefined;
      try {
        for await (const chunk of source) {
          update(chunk);
          size += chunk.length;
          held.push(chunk);
          if (!file && size <= LARGEST_ROW) continue;
          file ??= await open(pathOf(id), 'w');
          for (const each of held) await file.appendFile(each);
          held = [];
        }
        if (!file) insert.run(id, Buffer.concat(held));
      } catch (error) {
        rmSync(pathOf(id), { force: true });
        throw error;
      } finally {
        await file?.close();
      }
      return { id, size };
    },
    read: (pieces, span = { start: 0, end: Number.MAX_SAFE_INTEGER }) =>
      Readable.from(joined(pieces, span), { objectMode: false }),
    drop(pieces) {
      for (const { id } of pieces) {
        if (remove.run(id).changes === 0) rmSync(pathOf(id), { force: true });
      }
    },
  };
}
