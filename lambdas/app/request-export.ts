import { type PreparingExport, preparingExport, requestExport as request } from '../domain/export.ts';
import type { Session } from '../domain/session.ts';
import type { Accounts, Clock } from './ports.ts';

interface Ports {
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Asks for a copy of the account's data, and answers the export that is being prepared. */
export const requestExport =
  ({ accounts, clock, newId }: Ports) =>
  async ({ accountId, email }: Session): Promise<PreparingExport> => {
    const exportId = newId();
    const asked = await accounts.change(accountId, (account) => request(account, { exportId, email }, clock()));
    return preparingExport(asked)!;
  };
