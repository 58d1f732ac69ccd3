import type { ArchiveWriter } from './archives.ts';
import type { Cursor, ExportableHolding } from './holding.ts';
import { readAhead } from './read-ahead.ts';

/** What an archive can still take. */
export interface Room {
  /** Whether nothing is in it yet. */
  isEmpty(): boolean;
  /** Whether it is to be closed as soon as it can. @throws where nobody wants it any more */
  isFull(): Promise<boolean>;
  /** Whether a file of so many bytes can be taken. */
  hasRoomFor(bytes: number): boolean;
}

/** An entry of an archive, as its manifest names it. */
export interface Entry {
  readonly path: string;
  /** Null for what is of no holding. */
  readonly holding: string | null;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly records?: number;
}

export interface Part {
  readonly accountId: string;
  readonly holding: ExportableHolding;
  /** Where it goes on. */
  readonly cursor: Cursor | undefined;
  readonly takenAt: Date;
}

/** Adds what there is room for and notes each entry; says where it stopped, or null if all is in. */
export type AddPart = (
  zip: ArchiveWriter,
  part: Part,
  room: Room,
  note: (entry: Entry) => void,
) => Promise<{ readonly cursor: Cursor | undefined } | null>;

/** Adds the records of a holding as JSON Lines, as far as there are any. */
export const addRecords: AddPart = async (zip, { accountId, holding, cursor, takenAt }, room, note) => {
  let stopped: { readonly cursor: Cursor } | null = null;
  let records = 0;
  async function* lines() {
    for await (const page of holding.export(accountId, cursor)) {
      records += page.records.length;
      if (page.records.length > 0) yield page.records.map((record) => `${JSON.stringify(record)}\n`).join('');
      if (!page.cursor || !(await room.isFull())) continue;
      stopped = { cursor: page.cursor };
      return;
    }
  }
  const text = lines();
  const first = await text.next();
  if (!first.done) {
    const path = `${holding.name}.jsonl`;
    const written = await zip.add(path, together(first.value, text), { compress: true, modifiedAt: takenAt });
    note({ path, holding: holding.name, ...written, records });
  }
  return stopped;
};

async function* together(first: string, rest: AsyncIterable<string>) {
  yield first;
  yield* rest;
}

/** Adds the files of a holding, each of them whole. */
export const addFiles: AddPart = async (zip, { accountId, holding, cursor }, room, note) => {
  let next = cursor;
  for await (const { file, content } of readAhead(holding.files!(accountId, cursor))) {
    if (!room.isEmpty() && ((await room.isFull()) || !room.hasRoomFor(file.bytes))) return { cursor: next };
    const found = await content();
    next = file.cursor;
    if (!found) continue;
    const path = `${holding.name}/${file.path}`;
    const written = await zip.add(path, found, { compress: false, modifiedAt: file.modifiedAt });
    note({ path, holding: holding.name, ...written });
  }
  return null;
};
