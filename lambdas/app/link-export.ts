import type { Export, ReadyExport } from '../domain/export.ts';
import { MINUTE, plus, SECOND } from '../domain/time.ts';
import type { ExportUrls, LinkedArchive } from './export-ports.ts';

/** How long the URLs of archives are good. */
const URL_LIFE = 15 * MINUTE;

/** An export as its owner is shown it: with URLs for its archives, good until `expiresAt`. */
export type LinkedExport =
  | Exclude<Export, { readonly state: 'ready' }>
  | (Omit<ReadyExport, 'archives'> & { readonly archives: readonly LinkedArchive[]; readonly expiresAt: Date });

/** Makes fresh URLs for the archives of an export that is ready. */
export async function linkExport(
  accountId: string,
  shown: Export,
  exportUrls: ExportUrls,
  now: Date,
): Promise<LinkedExport> {
  if (shown.state !== 'ready') return shown;
  // Signatures know whole seconds.
  const from = new Date(Math.floor(now.getTime() / SECOND) * SECOND);
  const left = shown.availableUntil.getTime() - from.getTime();
  const seconds = Math.floor(Math.min(URL_LIFE, Math.max(SECOND, left)) / SECOND);
  const archives = await exportUrls(accountId, shown, { from, seconds });
  return { ...shown, archives, expiresAt: plus(from, seconds * SECOND) };
}
