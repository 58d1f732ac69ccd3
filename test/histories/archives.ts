import { exportsFolder } from '../../lambdas/app/archive-keys.ts';
import type { ArchiveStore, ArchiveWriter } from '../../lambdas/app/archives.ts';
import { type FinalExports, finalExportFolder } from '../../lambdas/app/final-export.ts';
import type { Holding, Look } from '../../lambdas/app/holding.ts';
import { newRun } from './durable.ts';
import type { Port, World } from './world.ts';

type At = { world: World };
type Call = <T>(port: Port, effect: () => T) => Promise<T>;

const WRITTEN = { bytes: 1, sha256: '0'.repeat(64) };

function below({ archives }: World, prefix: string): string[] {
  return [...archives].filter((key) => key.startsWith(prefix));
}

function removeBelow(world: World, prefix: string): number {
  const found = below(world, prefix);
  for (const key of found) world.archives.delete(key);
  return found.length;
}

/** Where archives are kept, by their keys alone: one is there once it is whole. */
export function archiveStore(at: At, call: Call): ArchiveStore {
  const zip: ArchiveWriter = {
    bytes: 1,
    async add(_path, content) {
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) for await (const _ of content);
      return call('archives', () => WRITTEN);
    },
  };
  return {
    async write(key, fill) {
      const result = await fill(zip);
      return call('archives', () => {
        at.world.archives.add(key);
        return { ...WRITTEN, result };
      });
    },
    async remove(prefix) {
      await call('archives', () => removeBelow(at.world, prefix));
    },
  };
}

/** The data exports, as a holding like any other. */
export const dataExports = (at: At, call: Call): { readonly holding: Holding; readonly look: Look } => ({
  holding: {
    name: 'data-exports',
    outcome: 'erase',
    count: async () => ({ count: 0 }),
    async *export() {},
    suspend: async () => {},
    resume: async () => {},
    erase: async (accountId) => ({
      erased: await call('holdings', () => removeBelow(at.world, exportsFolder(accountId))),
    }),
  },
  look: (accountId) =>
    call('verifier', () => {
      const left = below(at.world, exportsFolder(accountId)).length;
      return { held: left, left };
    }),
});

/** The sealed copies: each is taken by an execution of its own, and locked until its day. */
export const finalExports = (at: At, call: Call): FinalExports => ({
  start: (wake, attempt) =>
    call('invoke', () => {
      const id = `arn:final:${wake.deletionId}:${attempt}`;
      const { runs, now } = at.world;
      if (!runs.some((run) => run.id === id)) runs.push(newRun(id, 'final export', wake, now));
      return id;
    }),
  keepUntil: (receiptId, until) =>
    call('archives', () => {
      const { locks } = at.world;
      locks.set(receiptId, Math.max(until.getTime(), locks.get(receiptId) ?? 0));
    }),
  destroy: (receiptId) =>
    call('archives', () => {
      if (at.world.now < (at.world.locks.get(receiptId) ?? 0)) throw new Error('AccessDenied');
      removeBelow(at.world, finalExportFolder(receiptId));
    }),
});
