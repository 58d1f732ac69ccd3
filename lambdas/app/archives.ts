import type { Readable } from 'node:stream';

/** Where archives are kept. */
export interface ArchiveStore {
  /**
   * Streams one ZIP to `key` while it is filled. What fails leaves nothing there: the unfinished upload is aborted, as is
   * one that an earlier try has left.
   */
  write<T>(key: string, fill: (zip: ArchiveWriter) => Promise<T>): Promise<Written & { readonly result: T }>;
  /** Removes everything below a prefix, unfinished uploads too. */
  remove(prefix: string): Promise<void>;
}

export interface Written {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** A ZIP in the making. */
export interface ArchiveWriter {
  /** So far, compressed. */
  readonly bytes: number;
  /** Adds one entry, and resolves once all of its content is in; one at a time. */
  add(path: string, content: EntryContent, options: EntryOptions): Promise<Written>;
}

export type EntryContent = Readable | AsyncIterable<string | Uint8Array> | string | Uint8Array;

export interface EntryOptions {
  /** Whether it gets smaller by it: text does, recordings do not. */
  readonly compress: boolean;
  readonly modifiedAt: Date;
}
