import type { Ended } from '../domain/restore.ts';
import { deletionFolder, entryPath, pointerPath, receiptPath } from './ledger-paths.ts';
import type { Ledger } from './ports.ts';

/** What the ledger says that a table may have forgotten: how a deletion ended. */
export type Verdict = { readonly is: 'open' | 'cancelled' } | { readonly is: 'purged'; readonly ended: Ended };

/** Asks the ledger how a deletion ended. `known`: the paths below its folder, where they are known. */
export async function verdictOf(ledger: Ledger, deletionId: string, known?: readonly string[]): Promise<Verdict> {
  const paths = known ?? (await ledger.below(deletionFolder(deletionId)));
  if (paths.includes(pointerPath(deletionId))) return { is: 'purged', ended: await endOf(ledger, deletionId) };
  return { is: paths.includes(entryPath({ deletionId, entry: 'cancelled' })) ? 'cancelled' : 'open' };
}

async function endOf(ledger: Ledger, deletionId: string): Promise<Ended> {
  const { receiptId } = JSON.parse((await ledger.read(pointerPath(deletionId)))!);
  const [, payload = ''] = (await ledger.read(receiptPath(receiptId)))!.split('.');
  const { deletedAt, retained, finalExport } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return {
    deletionId,
    receiptId,
    deletedAt: new Date(deletedAt),
    kept: retained.map(({ name, until }: { name: string; until: string }) => ({
      holding: name,
      until: new Date(until),
    })),
    ...(finalExport && { finalExportUntil: new Date(finalExport.until) }),
  };
}
