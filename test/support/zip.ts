import { createHash } from 'node:crypto';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface Manifest {
  readonly accountId: string;
  readonly takenAt: string;
  readonly archive: number;
  readonly archives: number | null;
  readonly files: readonly {
    readonly path: string;
    readonly holding: string | null;
    readonly bytes: number;
    readonly sha256: string;
    readonly records?: number;
  }[];
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
}

/** What is wrong with an archive by its own manifest: nothing, if it is whole. */
export function faultsOf(entries: ReadonlyMap<string, Buffer>): string[] {
  const { files } = manifestOf(entries);
  const named = new Set([...files.map(({ path }) => path), 'manifest.json']);
  const unnamed = [...entries.keys()]
    .filter((path) => !named.has(path))
    .map((path) => `${path} is not in the manifest`);
  const wrong = files.flatMap((file) => {
    const content = entries.get(file.path);
    if (!content) return [`${file.path} is missing`];
    const lines = file.records === undefined ? undefined : content.toString().trimEnd().split('\n').length;
    return content.length === file.bytes && sha256(content) === file.sha256 && lines === file.records
      ? []
      : [`${file.path} is not what the manifest says`];
  });
  return [...unnamed, ...wrong];
}

export const manifestOf = (entries: ReadonlyMap<string, Buffer>): Manifest =>
  JSON.parse(entries.get('manifest.json')?.toString() ?? 'null');

/** The records of a JSON Lines file. */
export const recordsIn = (entries: ReadonlyMap<string, Buffer>, path: string): Record<string, unknown>[] =>
  (entries.get(path)?.toString() ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
