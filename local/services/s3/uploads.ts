import { randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Piece } from './bodies.ts';
import type { Checksum } from './checksums.ts';
import type { Retention } from './locks.ts';
import type { Place } from './versions.ts';

/** An upload in parts that is not finished. */
export interface Upload extends Place {
  readonly id: string;
  /** Local milliseconds. */
  readonly initiated: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly retention?: Retention;
}

/** A part that has come in. */
export interface Part {
  readonly number: number;
  /** Without quotes. */
  readonly etag: string;
  readonly piece: Piece;
  /** Local milliseconds. */
  readonly modified: number;
  readonly checksum?: Checksum;
}

/** The uploads that are not finished, in the order in which S3 lists them. */
export interface Uploads {
  add(bucket: string, upload: Omit<Upload, 'rank' | 'id'>): Upload;
  find(bucket: string, key: string, id: string): Upload | undefined;
  /** The next upload after a place, by key and then from old to new. */
  next(bucket: string, after: Place): Upload | undefined;
  /** Forgets an upload and its parts. */
  remove(bucket: string, upload: Upload): void;
  /** Adds a part; gives the one that it replaces. */
  addPart(upload: Upload, part: Part): Part | undefined;
  part(upload: Upload, number: number): Part | undefined;
  /** The parts after a number, in their order. */
  parts(upload: Upload, after?: number): Part[];
}

const SCHEMA = `
  CREATE TABLE uploads (bucket TEXT, key TEXT, rank INTEGER, id TEXT, detail TEXT,
    PRIMARY KEY (bucket, key, rank)) WITHOUT ROWID;
  CREATE TABLE parts (upload TEXT, number INTEGER, detail TEXT, PRIMARY KEY (upload, number)) WITHOUT ROWID;`;

/** The index of all unfinished uploads of all buckets. */
export function createUploads(db: DatabaseSync): Uploads {
  db.exec(SCHEMA);
  let rank = 0;
  const insert = db.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM uploads WHERE bucket = ? AND key = ? AND rank = ?');
  const removeParts = db.prepare('DELETE FROM parts WHERE upload = ?');
  const replacePart = db.prepare('INSERT OR REPLACE INTO parts VALUES (?, ?, ?)');
  const selectPart = db.prepare('SELECT detail FROM parts WHERE upload = ? AND number = ?');
  const selectParts = db.prepare('SELECT detail FROM parts WHERE upload = ? AND number > ? ORDER BY number');
  const one = (where: string) => {
    const statement = db.prepare(`SELECT * FROM uploads WHERE bucket = ? AND ${where} ORDER BY key, rank LIMIT 1`);
    return (...values: SQLInputValue[]): Upload | undefined => {
      const row = statement.get(...values);
      if (!row) return undefined;
      const { key, rank, id, detail } = row as Record<'key' | 'id' | 'detail', string> & { rank: number };
      return { key, rank, id, ...(JSON.parse(detail) as Pick<Upload, 'initiated' | 'headers'>) };
    };
  };
  const [find, next] = [one('key = ? AND id = ?'), one('(key, rank) > (?, ?)')];
  const partOf = (row: Record<string, unknown> | undefined): Part | undefined =>
    row && (JSON.parse(row.detail as string) as Part);

  return {
    add(bucket, { key, ...detail }) {
      rank += 1;
      const id = randomBytes(48).toString('base64url');
      insert.run(bucket, key, rank, id, JSON.stringify(detail));
      return { key, rank, id, ...detail };
    },
    find,
    next: (bucket, { key, rank: after }) => next(bucket, key, after),
    remove(bucket, { key, rank: which, id }) {
      remove.run(bucket, key, which);
      removeParts.run(id);
    },
    addPart(upload, part) {
      const before = partOf(selectPart.get(upload.id, part.number));
      replacePart.run(upload.id, part.number, JSON.stringify(part));
      return before;
    },
    part: (upload, number) => partOf(selectPart.get(upload.id, number)),
    parts: (upload, after = 0) => selectParts.all(upload.id, after).map((row) => partOf(row)!),
  };
}
