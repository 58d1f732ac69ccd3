import { MINUTE } from '../domain/time.ts';
import { addFiles, addRecords, type Entry, type Room } from './archive-parts.ts';
import { manifestOf, readmeOf } from './archive-texts.ts';
import type { ArchiveWriter } from './archives.ts';
import type { Cursor, ExportableHolding } from './holding.ts';

/** An archive is closed when so much is in it. */
export interface MostOfAnArchive {
  /** Compressed. */
  readonly bytes: number;
  readonly entries: number;
}

/** An archive is closed when its process has less than this left, milliseconds: the rest is uploaded in that time. */
const MARGIN = 2 * MINUTE;
/** What a file is expected to be copied at, at the least, bytes a millisecond. */
const SLOWEST = 10_000;

/** Where an export goes on; JSON. */
export interface Position {
  readonly holding: string;
  readonly of: 'records' | 'files';
  readonly cursor?: Cursor | undefined;
}

export interface Filling {
  readonly accountId: string;
  readonly holdings: readonly ExportableHolding[];
  readonly takenAt: Date;
  /** Its number, from 1. */
  readonly archive: number;
  /** @default from the beginning */
  readonly from: Position | undefined;
  readonly most: MostOfAnArchive;
  /** Milliseconds. */
  readonly timeLeft: () => number;
  /** @throws where nobody wants it any more */
  readonly check: () => Promise<void>;
}

/** Fills one archive; answers where the next one goes on, or null if all is in. */
export async function fillArchive(zip: ArchiveWriter, filling: Filling): Promise<Position | null> {
  const { holdings, takenAt, archive } = filling;
  const add = (path: string, text: string) => zip.add(path, text, { compress: true, modifiedAt: takenAt });
  const readme = { path: 'README.txt', holding: null, ...(await add('README.txt', readmeOf(filling))) };
  const entries: Entry[] = [];
  const next = await addAll(zip, filling, entries);
  const leftOut = Object.fromEntries(holdings.flatMap(({ name, omit }) => (omit ? [[name, omit]] : [])));
  const facts = { ...filling, archives: next ? null : archive, leftOut };
  await add('manifest.json', manifestOf(facts, [readme, ...entries]));
  return next;
}

async function addAll(zip: ArchiveWriter, filling: Filling, entries: Entry[]): Promise<Position | null> {
  const { accountId, holdings, takenAt, from } = filling;
  const room = roomIn(zip, filling, entries);
  const parts = partsOf(holdings);
  const begin = from ? parts.findIndex(({ holding, of }) => holding.name === from.holding && of === from.of) : 0;
  for (const [index, { holding, of }] of parts.entries()) {
    if (index < begin) continue;
    const at = { holding: holding.name, of };
    if (!room.isEmpty() && (await room.isFull())) return at;
    const part = { accountId, holding, cursor: index === begin ? from?.cursor : undefined, takenAt };
    const addPart = of === 'records' ? addRecords : addFiles;
    const stopped = await addPart(zip, part, room, (entry) => void entries.push(entry));
    if (stopped) return { ...at, ...stopped };
  }
  return null;
}

const partsOf = (holdings: readonly ExportableHolding[]) =>
  holdings.flatMap((holding) => [
    { holding, of: 'records' as const },
    ...(holding.files ? [{ holding, of: 'files' as const }] : []),
  ]);

function roomIn(zip: ArchiveWriter, { most, timeLeft, check }: Filling, entries: readonly Entry[]): Room {
  return {
    isEmpty: () => entries.length === 0,
    async isFull() {
      await check();
      return zip.bytes >= most.bytes || entries.length >= most.entries || timeLeft() < MARGIN;
    },
    hasRoomFor: (bytes) => zip.bytes + bytes <= most.bytes && bytes / SLOWEST < timeLeft() - MARGIN,
  };
}
