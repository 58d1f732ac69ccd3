import { living } from '../domain/account.ts';
import { exportsShown } from '../domain/export.ts';
import { Fault } from '../domain/fault.ts';
import { type LinkedExport, linkExport } from './link-export.ts';
import type { ShowPorts } from './list-exports.ts';

/**
 * One export of the account, with fresh URLs.
 * @throws Fault `not-found`, also once its archives are gone
 */
export const getExport =
  ({ accounts, clock, exportUrls }: ShowPorts) =>
  async (accountId: string, exportId: string): Promise<LinkedExport> => {
    const account = living(await accounts.load(accountId));
    const now = clock();
    const found = exportsShown(account, now).find((each) => each.exportId === exportId);
    if (!found) throw new Fault('not-found', { detail: 'There is no such export.' });
    return linkExport(accountId, found, exportUrls, now);
  };
