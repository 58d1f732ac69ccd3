import type { Archive, ReadyExport } from '../domain/export.ts';

/** What starts the preparation of an export, or its end, carries; nothing personal. */
export interface ExportWake {
  readonly accountId: string;
  readonly exportId: string;
}

/** Has an export prepared, or what is left of it removed, without waiting for it; the table decides which. */
export type StartExport = (wake: ExportWake) => Promise<void>;

/** An archive, and where whoever has this URL can get it. */
export type LinkedArchive = Archive & { readonly url: string };

/** Makes URLs for an export's archives, in their order, that are good for so many seconds. */
export type ExportUrls = (
  accountId: string,
  ready: ReadyExport,
  good: { readonly from: Date; readonly seconds: number },
) => Promise<readonly LinkedArchive[]>;
