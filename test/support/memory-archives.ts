import type { ArchiveStore, ArchiveWriter, EntryOptions } from '../../lambdas/app/archives.ts';
import { sha256 } from './zip.ts';

/** Archives in memory, by key: what is in each by its path. Nothing is compressed. */
export function memoryArchives() {
  const archives = new Map<string, Map<string, Buffer>>();
  const begun: string[] = [];
  /** Of each entry: whether it was to be made smaller, and its date. */
  const options = new Map<string, EntryOptions>();
  const store: ArchiveStore = {
    async write(key, fill) {
      begun.push(key);
      const entries = new Map<string, Buffer>();
      let bytes = 0;
      const writer: ArchiveWriter = {
        get bytes() {
          return bytes;
        },
        async add(path, content, how) {
          if (entries.has(path)) throw new Error(`${path} is there already`);
          const chunks: Buffer[] = [];
          const whole = typeof content === 'string' || content instanceof Uint8Array;
          for await (const chunk of whole ? [content] : content) {
            chunks.push(Buffer.from(chunk));
            bytes += chunk.length;
          }
          const added = Buffer.concat(chunks);
          entries.set(path, added);
          options.set(path, how);
          return { bytes: added.length, sha256: sha256(added) };
        },
      };
      const result = await fill(writer);
      archives.set(key, entries);
      return { bytes, sha256: sha256(Buffer.concat([...entries.values()])), result };
    },
    async remove(prefix) {
      for (const key of archives.keys()) if (key.startsWith(prefix)) archives.delete(key);
    },
  };
  return { store, archives, begun, options };
}
