import { living } from '../domain/account.ts';
import { exportsShown } from '../domain/export.ts';
import type { ExportUrls } from './export-ports.ts';
import { type LinkedExport, linkExport } from './link-export.ts';
import type { Accounts, Clock } from './ports.ts';

export interface ShowPorts {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly exportUrls: ExportUrls;
}

/** The account's exports, the newest first, each with fresh URLs; without those whose archives are gone. */
export const listExports =
  ({ accounts, clock, exportUrls }: ShowPorts) =>
  async (accountId: string): Promise<readonly LinkedExport[]> => {
    const account = living(await accounts.load(accountId));
    const now = clock();
    return Promise.all(exportsShown(account, now).map((shown) => linkExport(accountId, shown, exportUrls, now)));
  };
