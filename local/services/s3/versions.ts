import { randomBytes } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Piece } from './bodies.ts';
import type { Checksum } from './checksums.ts';
import type { Retention } from './locks.ts';

/** What is kept of an object's version; a delete marker has no bytes. */
export interface Content {
  readonly pieces: readonly Piece[];
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Headers that come back as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
}

/** A version of an object, or a delete marker. */
export interface Version extends Content {
  readonly key: string;
  /** Orders the versions of a key: the lower, the newer. */
  readonly rank: number;
  readonly id: string;
  readonly marker: boolean;
  readonly latest: boolean;
  /** Local milliseconds. */
  readonly modified: number;
  /** When a newer version came, local milliseconds; null while there is none. */
  readonly displaced: number | null;
  readonly retention?: Retention;
}

/** Where a listing has come to. */
export interface Place {
  readonly key: string;
  readonly rank: number;
}

/** All versions and markers, in the order in which S3 lists them. */
export interface Versions {
  /** Adds the newest version of a key. `id`: `null` in a bucket that keeps no versions; @default a new one */
  add(bucket: string, version: Omit<Version, 'rank' | 'id' | 'latest' | 'displaced'>, id?: 'null'): Version;
  latest(bucket: string, key: string): Version | undefined;
  find(bucket: string, key: string, id: string): Version | undefined;
  /** Forgets a version; the next older one becomes the latest. */
  remove(bucket: string, version: Version): void;
  retain(bucket: string, version: Version, retention: Retention | undefined): void;
  /** The next version or marker after a place, by key and then from new to old. */
  next(bucket: string, after: Place): Version | undefined;
  /** The next current object after a place. */
  nextCurrent(bucket: string, after: Place): Version | undefined;
}

const SCHEMA = `
  CREATE TABLE versions (bucket TEXT, key TEXT, rank INTEGER, id TEXT, marker INTEGER, latest INTEGER,
    modified INTEGER, displaced INTEGER, size INTEGER, detail TEXT, retention TEXT,
    PRIMARY KEY (bucket, key, rank)) WITHOUT ROWID`;

/** An id tells its rank, so that a listing can go on after a version that has been removed meanwhile, as S3's can. */
const newId = (rank: number) => `${(-rank).toString(36).padStart(9, '0')}.${randomBytes(11).toString('hex')}`;
const VERSION_ID = /^([0-9a-z]{9})\.[0-9a-f]{22}$/;

/** Whether it can be the id of a version at all. */
export const isVersionId = (id: string): boolean => id === 'null' || VERSION_ID.test(id);

/** The rank that an id tells; `null` tells none. */
export const rankOf = (id: string): number | undefined => {
  const [, digits] = VERSION_ID.exec(id) ?? [];
  return digits === undefined ? undefined : -Number.parseInt(digits, 36);
};

/** The index of all versions of all buckets, in the order in which S3 lists them. */
export function createVersions(db: DatabaseSync): Versions {
  db.exec(SCHEMA);
  let rank = 0;
  const insert = db.prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?, 1, ?, NULL, ?, ?, ?)');
  const displace = db.prepare(
    'UPDATE versions SET latest = 0, displaced = ? WHERE bucket = ? AND key = ? AND latest = 1',
  );
  const promote = db.prepare(`UPDATE versions SET latest = 1, displaced = NULL
    WHERE (bucket, key, rank) = (SELECT bucket, key, MIN(rank) FROM versions WHERE bucket = ? AND key = ?)`);
  const remove = db.prepare('DELETE FROM versions WHERE bucket = ? AND key = ? AND rank = ?');
  const retain = db.prepare('UPDATE versions SET retention = ? WHERE bucket = ? AND key = ? AND rank = ?');
  const one = (where: string) => {
    const statement = db.prepare(`SELECT * FROM versions WHERE bucket = ? AND ${where} ORDER BY key, rank LIMIT 1`);
    return (...values: SQLInputValue[]) => versionOf(statement.get(...values));
  };
  const [latest, find] = [one('key = ? AND latest = 1'), one('key = ? AND id = ?')];
  const [next, nextCurrent] = [one('(key, rank) > (?, ?)'), one('(key, rank) > (?, ?) AND latest = 1 AND marker = 0')];

  return {
    add(bucket, version, id) {
      const { key, marker, modified, size, pieces, etag, headers, checksum, retention } = version;
      rank -= 1;
      const added = { ...version, rank, id: id ?? newId(rank), latest: true, displaced: null };
      const detail = JSON.stringify({ pieces, etag, headers, checksum });
      displace.run(modified, bucket, key);
      insert.run(bucket, key, rank, added.id, Number(marker), modified, size, detail, json(retention));
      return added;
    },
    latest,
    find,
    remove(bucket, { key, rank: which }) {
      const wasLatest = latest(bucket, key)?.rank === which;
      remove.run(bucket, key, which);
      if (wasLatest) promote.run(bucket, key);
    },
    retain: (bucket, { key, rank: which }, retention) => void retain.run(json(retention), bucket, key, which),
    next: (bucket, { key, rank: after }) => next(bucket, key, after),
    nextCurrent: (bucket, { key, rank: after }) => nextCurrent(bucket, key, after),
  };
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

function versionOf(row: Record<string, unknown> | undefined): Version | undefined {
  if (!row) return undefined;
  const { key, rank, id, marker, latest, modified, displaced, size, detail, retention } = row;
  return {
    ...({ key, rank, id, modified, displaced, size } as Pick<Version, 'key' | 'rank' | 'id' | 'modified' | 'size'>),
    displaced: displaced as number | null,
    marker: marker === 1,
    latest: latest === 1,
    ...(JSON.parse(detail as string) as Pick<Version, 'pieces' | 'etag' | 'headers'>),
    ...(retention !== null && { retention: JSON.parse(retention as string) as Retention }),
  };
}
