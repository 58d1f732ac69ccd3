import { Readable } from 'node:stream';
import type { Cursor, ExportableHolding, ExportFile, ExportPage } from '../../lambdas/app/holding.ts';

/** When the files were written. */
export const RECORDED = new Date('2026-02-01T08:00:00.000Z');

const after = (cursor: Cursor | undefined): number => (cursor?.after as number | undefined) ?? 0;

/** A holding of so many records of about 20 bytes, in pages. */
export const recordsHolding = (name: string, count: number, perPage = 10): ExportableHolding => ({
  name,
  async *export(accountId, cursor): AsyncGenerator<ExportPage, void> {
    for (let from = after(cursor); from === 0 || from < count; from += perPage) {
      const to = Math.min(count, from + perPage);
      const records = Array.from({ length: to - from }, (_, n) => ({ accountId, id: from + n }));
      yield { records, ...(to < count && { cursor: { after: to } }) };
      if (to === count) return;
    }
  },
});

/** A holding of files; `null`: one that has gone since it was listed. `claimed`: how large the listing says that they are. */
export const filesHolding = (
  name: string,
  files: readonly (Buffer | null)[],
  claimed: readonly number[] = [],
): ExportableHolding => ({
  ...recordsHolding(name, files.length),
  async *files(_accountId, cursor): AsyncGenerator<ExportFile, void> {
    for (const [n, content] of files.entries()) {
      if (n < after(cursor)) continue;
      yield {
        path: `${n}.wav`,
        bytes: claimed[n] ?? content?.length ?? 10,
        modifiedAt: RECORDED,
        cursor: { after: n + 1 },
        open: async () => content && Readable.from([content]),
      };
    }
  },
});
