/** Below this lie the archives of an account's exports. */
export const exportsFolder = (accountId: string): string => `exports/${accountId}/`;

/** Below this lie the archives of one export. */
export const exportFolder = (accountId: string, exportId: string): string => `${exportsFolder(accountId)}${exportId}/`;

/** The key of an archive, numbered from 1, in its folder. */
export const archiveKey = (folder: string, number: number): string => `${folder}${number}.zip`;

/** What an archive of a data export is called where it is saved. */
export const exportName = (exportId: string, number: number): string => `export-${exportId}-${number}.zip`;

/** What an archive of a final export is called where it is saved. */
export const finalExportName = (number: number): string => `final-export-${number}.zip`;
